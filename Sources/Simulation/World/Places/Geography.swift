/// Who of a scenario is where, and what becomes of each when a place fails.
package struct Geography: Sendable {
  /// A component or producer that is placed somewhere.
  struct Resident: Sendable {
    let name: String
    let type: String
    let habitat: Habitat
    let placement: Placement
  }

  let residents: [Resident]

  /// A geography without places.
  package init() { residents = [] }

  /// The places of a scenario.
  package init(_ blueprint: Blueprint) {
    residents = blueprint.placements.compactMap { placed in
      if let part = blueprint.components.first(where: { $0.name == placed.name }) {
        let type = Swift.type(of: part.settings)
        return Resident(
          name: placed.name, type: type.typeName, habitat: type.habitat, placement: placed.value)
      }
      guard blueprint.producers.contains(where: { $0.name == placed.name }) else { return nil }
      return Resident(
        name: placed.name, type: ProducerSettings.typeName, habitat: .zones,
        placement: placed.value)
    }
  }
}

// MARK: - Outages

extension Geography {
  /// What faults of places do to components, each in its own words; other faults are left as they are.
  func strikes(of windows: [ActiveFault]) -> [ActiveFault] {
    windows.flatMap { active -> [ActiveFault] in
      switch active.fault.action {
      case .zoneOutage: residents.flatMap { Self.losses(of: $0, in: active) }
      case .regionOutage:
        residents.filter { $0.placement.region == active.fault.target }
          .flatMap { Self.outage(of: $0, in: active) }
      default: [active]
      }
    } + residents.flatMap { Self.outagesOfAllZones(of: $0, in: windows) }
  }

  /// What the loss of a zone is to somebody who is there, alone or among other places.
  private static func losses(of resident: Resident, in active: ActiveFault) -> [ActiveFault] {
    let zones = resident.placement.zones
    guard let place = zones.firstIndex(of: active.fault.target) else { return [] }
    if zones.count == 1 { return outage(of: resident, in: active) }
    let part = ZonePart(lost: place, of: zones.count)
    if resident.type == ActiveBrokerSettings.typeName {
      // Of a pair only the active broker works; the other one takes over by itself.
      return place == 0 ? outage(of: resident, in: active, count: 1) : []
    }
    if resident.type.consistsOfMembers { return outage(of: resident, in: active, part: part) }
    if let takeOver = resident.placement.takeOver {
      return place == 0 ? outage(of: resident, in: active.cut(after: takeOver)) : []
    }
    guard resident.type == DependencySettings.typeName else {
      return outage(of: resident, in: active, part: part)
    }
    var lessCapacity = active.fault
    lessCapacity.action = .dependencyCapacity
    lessCapacity.target = resident.name
    lessCapacity.capacityLost = 1 / Double(zones.count)
    lessCapacity.zonePart = part
    // Until load balancers notice, they go on sending calls to hosts that are gone.
    return outage(of: resident, in: active.cut(after: active.fault.shiftedAfter), part: part)
      + [ActiveFault(fault: lessCapacity, window: active.window)]
  }

  /// The faults by which somebody is gone, wholly or as far as a zone's part of it goes.
  private static func outage(
    of resident: Resident, in active: ActiveFault, part: ZonePart? = nil, count: Int = .max
  ) -> [ActiveFault] {
    guard active.window.end > active.window.start else { return [] }
    let actions = FaultAction.outage(of: resident.type, symptom: active.fault.symptom)
    // Tasks that one zone has lost are started anew in the others.
    return actions.filter { part == nil || $0 != .containerNoCapacity }.map { action in
      var fault = active.fault
      fault.action = action
      fault.target = resident.name
      fault.count = count
      fault.zonePart = part
      if let part, !resident.type.consistsOfMembers {
        fault.percentage *= 1 / Double(part.count)
      }
      return ActiveFault(fault: fault, window: active.window)
    }
  }

  /// The times at which all zones of somebody who has several are lost at once.
  private static func outagesOfAllZones(
    of resident: Resident, in windows: [ActiveFault]
  ) -> [ActiveFault] {
    let zones = resident.placement.zones
    guard zones.count > 1 else { return [] }
    let hits = windows.filter {
      $0.fault.action == .zoneOutage && zones.contains($0.fault.target)
    }
    let edges = Set(hits.flatMap { [$0.window.start, $0.window.end] }).sorted()
    return zip(edges, edges.dropFirst()).flatMap { start, end -> [ActiveFault] in
      let now = hits.filter { $0.window.start <= start && end <= $0.window.end }
      guard let first = now.first, Set(now.map(\.fault.target)).count == zones.count else {
        return []
      }
      let window = FaultWindow(fault: first.window.fault, start: start, end: end)
      return outage(of: resident, in: ActiveFault(fault: first.fault, window: window))
    }
  }
}

extension ActiveFault {
  /// The fault for as long as somebody needs to get over it, if it holds for longer.
  fileprivate func cut(after time: Interval) -> ActiveFault {
    let end = min(window.end, window.start + time)
    var fault = fault
    if end < window.end { fault.rampDown = .zero }
    return ActiveFault(
      fault: fault, window: FaultWindow(fault: window.fault, start: window.start, end: end))
  }
}

extension String {
  /// Whether a component of the type has members that are spread over its zones one after another.
  fileprivate var consistsOfMembers: Bool {
    [
      KafkaClusterSettings.typeName, KafkaConsumerSettings.typeName, RabbitBrokerSettings.typeName,
      RabbitConsumerSettings.typeName, ActiveConsumerSettings.typeName,
      ContainerServiceSettings.typeName,
    ].contains(self)
  }
}

/// The part of a component that was in a zone: every so many-th of its members, or that share of it.
///
/// Members are spread over the zones one after another, as MSK spreads brokers, so that the replicas
/// of a partition, which lie on neighbouring brokers, are in different zones (rack awareness).
package struct ZonePart: Hashable, Sendable {
  /// The place of the lost zone among the component's.
  package let lost: Int
  /// How many zones the component has.
  package let count: Int

  init(lost: Int, of count: Int) {
    self.lost = lost
    self.count = count
  }
}

// MARK: - Ways

extension Geography {
  /// The sets of components that a fault of the way from place to place cuts off from each other,
  /// with the share of each that it touches.
  func ends(
    of target: PlaceTarget, isOfRegions: Bool
  ) -> (from: [(name: String, share: Double)], to: [(name: String, share: Double)]) {
    let from = inhabitants(of: target.from, isRegion: isOfRegions)
    if let to = target.to { return (from, inhabitants(of: to, isRegion: isOfRegions)) }
    let others = residents.filter { resident in
      (isOfRegions || resident.placement.zones.count == 1)
        && !from.contains { $0.name == resident.name }
    }
    return (from, others.map { ($0.name, 1) })
  }

  /// Who is in a place, with the share of it that is there.
  func inhabitants(of place: String, isRegion: Bool) -> [(name: String, share: Double)] {
    residents.compactMap { resident in
      if isRegion { return resident.placement.region == place ? (resident.name, 1) : nil }
      guard resident.placement.zones.contains(place) else { return nil }
      return (resident.name, 1 / Double(resident.placement.zones.count))
    }
  }

  /// The distances between components of these names.
  func distances(
    among names: [String], _ network: NetworkSettings, draws: RandomStream
  ) -> Distances {
    var places = [Spot(region: nil, zone: nil)]
    let spots = names.map { name -> Int in
      let spot = spot(of: name)
      if let place = places.firstIndex(of: spot) { return place }
      places.append(spot)
      return places.count - 1
    }
    let ways = places.map { from in places.map { from.way(to: $0, network) } }
    return Distances(places: spots, ways: ways, draws: draws)
  }

  /// How long the way from one component to another takes on average, in seconds.
  func meanDistance(from: String, to: String, _ network: NetworkSettings) -> Double {
    spot(of: from).way(to: spot(of: to), network).latency.mean ?? 0
  }

  private func spot(of name: String) -> Spot {
    let placement = residents.first { $0.name == name }?.placement ?? Placement()
    return Spot(
      region: placement.region, zone: placement.zones.count == 1 ? placement.zones[0] : nil)
  }

  /// Where a component is: in a Region, and in one zone of it if all its hosts are there.
  private struct Spot: Equatable {
    var region: String?
    var zone: String?

    func way(to other: Spot, _ network: NetworkSettings) -> Distances.Way {
      if let region, let there = other.region, region != there {
        return .init(.acrossRegions, latency: network.latency(from: region, to: there))
      }
      if let zone, let there = other.zone, zone != there {
        return .init(.acrossZones, latency: network.betweenZones)
      }
      return .init(.here, latency: .constant(0))
    }
  }
}
