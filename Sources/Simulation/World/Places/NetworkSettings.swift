/// How far zones and Regions are from each other.
///
/// One way, in addition to what services take by themselves. AWS promises latencies of single-digit
/// milliseconds between the zones of a Region
/// (https://aws.amazon.com/about-aws/global-infrastructure/regions_az/), in practice well under two
/// milliseconds there and back. Between Regions it is the distance that counts: a round trip between
/// Ireland and Virginia takes about 70 ms, which the default is half of; see AWS Network Manager's
/// infrastructure performance for other pairs.
package struct NetworkSettings: Described {
  /// One way between two zones of a Region.
  package var betweenZones = Distribution.constant(0.000_5)
  /// One way between two Regions.
  package var betweenRegions = Distribution.constant(0.035)
  /// One way between two Regions that stand under `"from -> to"`; it is the same back.
  package var pairs: [Named<Distribution>] = []

  package init() {}

  package static var parameters: [Parameter<NetworkSettings>] {
    [
      .distribution(
        "betweenZones", \.betweenZones, help: "The time one way between two zones of a Region."),
      .distribution(
        "betweenRegions", \.betweenRegions, help: "The time one way between two Regions."),
      .dictionary(
        "pairs", \.pairs, of: .durationDistribution,
        help: "The time one way between two Regions where it differs: "
          + "{ \"eu-west-1 -> eu-central-1\": \"12ms\" }; it is the same back."),
    ]
  }

  /// The time one way between two Regions.
  func latency(from one: String, to other: String) -> Distribution {
    let pair = pairs.first { pair in
      guard let ends = PlaceTarget(pair.name), let destination = ends.to else { return false }
      return [one, other] == [ends.from, destination] || [other, one] == [ends.from, destination]
    }
    return pair?.value ?? betweenRegions
  }
}

/// What a fault of places strikes: a place, or the way from one place to another.
package struct PlaceTarget: Hashable, Sendable {
  /// The place.
  package let from: String
  /// The place at the other end of the way; `nil` is every other place.
  package let to: String?

  /// The places that a text names: `"eu-west-1"`, or `"eu-west-1 -> us-east-1"`.
  package init?(_ text: String) {
    let ends = text.split(separator: "->", maxSplits: 2, omittingEmptySubsequences: false)
      .map { $0.split(separator: " ").joined(separator: " ") }
    guard ends.count <= 2, !ends.contains("") else { return nil }
    from = ends[0]
    to = ends.count == 2 ? ends[1] : nil
  }
}
