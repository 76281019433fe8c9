/// Why something cannot be placed, or cannot fail, as a scenario has it.
package enum PlaceProblem: Hashable, Sendable {
  /// A zone is given for what lives in a Region as a whole.
  case regionalService(String, type: String)
  /// Nobody can take over where there is one zone at most.
  case nobodyToTakeOver(String)
  /// A zone stands twice in a list.
  case zoneTwice(String, zone: String)
  /// A text names neither a place nor the way between two that the fault could strike.
  case notAPlace(action: String, target: String)
  /// A text does not name the way between two Regions.
  case notAWay(String)
  /// Nothing is placed where a fault strikes.
  case emptyPlace(String, isRegion: Bool, nearest: String?)
}

extension PlaceProblem {
  /// What is wrong, and the fix.
  var sentence: String {
    switch self {
    case .regionalService(let name, let type):
      "\(name.named) is \(type.withArticle), which lives in a Region and survives the loss of a "
        + "zone; use 'region'"
    case .nobodyToTakeOver(let name):
      "\(name.named) has nobody to take over; list several zones, the one that works first"
    case .zoneTwice(let name, let zone): "\(name.named) has the zone \(zone.inQuotes) twice"
    case .notAPlace(let action, let target):
      "\(action.named) strikes no \(target.inQuotes); use "
        + (action.hasSuffix("partition")
          ? "a place, or the way between two: \"here -> there\"" : "the name of one place")
    case .notAWay(let text):
      "\(text.named) names no way; use two Regions: \"eu-west-1 -> us-east-1\""
    case .emptyPlace(let name, let isRegion, let nearest):
      "nothing is placed in the \(isRegion ? "Region" : "zone") \(name.named)"
        + (nearest.map { "; did you mean \($0.named)?" } ?? "")
    }
  }
}
