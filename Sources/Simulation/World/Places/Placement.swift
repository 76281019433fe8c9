/// Where a component or a producer runs: which zone or Region has to fail for it to be struck.
///
/// What is placed nowhere is struck by no outage of a place, and no distance lies between it and
/// others.
package struct Placement: Described, Hashable {
  /// The Region as the scenario names it; `nil` takes it from the zones' names.
  package var statedRegion: String?
  /// The availability zones that share the work, or stand by for each other; none for services that
  /// live in a Region as a whole.
  package var zones: [String] = []
  /// How long another zone takes to take over where only the first one works; `nil` where all work.
  package var takeOver: Interval?

  package init() {}

  /// A placement in zones of a Region.
  package init(region: String? = nil, zones: [String] = [], takeOver: Interval? = nil) {
    statedRegion = region
    self.zones = zones
    self.takeOver = takeOver
  }

  /// The most zones that a component can be spread over; no Region of AWS has more than six.
  package static let zoneLimit = 6

  package static var parameters: [Parameter<Placement>] {
    [
      .init(
        "region", \.statedRegion, .text,
        help: "The Region that it lives in; left out, that of its zone, such as \"eu-west-1\" for "
          + "\"eu-west-1a\"."),
      .init(
        "zone", \.zones, .zones,
        help: "The availability zone that it runs in, or a list of those that it is spread over; "
          + "for what has hosts, since a Region's services survive a zone."),
      .init(
        "zoneTakeOver", \.takeOver, .duration(in: .zero ... .days(1)),
        help: "With several zones: only the first one works, and another one takes over so long "
          + "after it is lost (active/standby); left out, all share the work (active/active)."),
    ]
  }

  /// The Region, if the scenario says it or the first zone's name does.
  package var region: String? {
    statedRegion ?? zones.first.flatMap { Self.region(ofZone: $0) }
  }

  /// The Region that the name of a zone begins with: a zone's name is its Region's and a letter
  /// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html).
  package static func region(ofZone zone: String) -> String? {
    guard let letter = zone.last, letter.isLetter, zone.dropLast().last?.isNumber == true else {
      return nil
    }
    return String(zone.dropLast())
  }
}

extension Notation<[String]> {
  /// The name of a zone, or a list of names.
  fileprivate static var zones: Self {
    let list = Notation.list(of: Notation<String>.text, count: 1...Placement.zoneLimit)
    return Self(.either([.text, list.kind])) { value in
      if case .text(let zone) = value { return [zone] }
      return list.value(value)
    } parameterValue: { zones in
      zones.count == 1 ? .text(zones[0]) : list.parameterValue(zones)
    }
  }
}

/// Where in a Region a type of component can be placed.
package enum Habitat: Hashable, Sendable {
  /// The Region as a whole: the service itself survives the loss of a zone.
  case region
  /// Hosts in one zone or several.
  case zones
}

extension ComponentSettings {
  /// Services live in a Region unless their type says otherwise.
  package static var habitat: Habitat { .region }
}
