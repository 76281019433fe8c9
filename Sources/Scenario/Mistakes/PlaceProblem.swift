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
  /// The targets of a DNS name are of several types.
  case unlikeTargets(String, type: String, other: String)
  /// A DNS name has a target twice.
  case targetTwice(String)
  /// A health check would begin before the last one has ended.
  case checkOutlastsInterval(timeout: String, interval: String)
  /// No target of a DNS name has any weight.
  case noWeight(String)
  /// A table is its own replica.
  case ownReplica(String)
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
    case .unlikeTargets(let name, let type, let other):
      "\(name.named) is \(type.withArticle), and the first target is \(other.withArticle); a name "
        + "stands for targets of one type"
    case .targetTwice(let name): "\(name.named) is a target twice; give it a larger 'weight'"
    case .checkOutlastsInterval(let timeout, let interval):
      "a check that waits for \(timeout) does not end before the next one after \(interval); make "
        + "'timeout' shorter"
    case .noWeight(let name): "no target of \(name.named) has a 'weight' above 0"
    case .ownReplica(let name): "\(name.named) cannot be its own replica"
    }
  }
}
