import Simulation

/// Zones and Regions: who is placed where, and what strikes them.
extension Inspection {
  mutating func inspectPlacements() {
    for entry in draft.placements {
      let (name, placement) = (entry.name.text, entry.value)
      if let type = draft.part(name)?.type, !placement.zones.isEmpty,
        ComponentCatalogue.type(named: type)?.habitat == .region
      {
        note(.place(.regionalService(name, type: type)), at: entry.place("zone"))
      }
      if placement.takeOver != nil, placement.zones.count < 2 {
        note(.place(.nobodyToTakeOver(name)), at: entry.place("zoneTakeOver"))
      }
      for (index, zone) in placement.zones.enumerated()
      where placement.zones[..<index].contains(zone) {
        note(.place(.zoneTwice(name, zone: zone)), at: entry.place("zone"))
      }
    }
    inspectDistances()
  }

  private mutating func inspectDistances() {
    let regions = placeNames(areRegions: true)
    for pair in draft.header.network.pairs {
      var place = headerPlace("network")
      if let node = draft.root["network"]?["pairs"]?[pair.name] { place.range = node.range }
      guard let target = PlaceTarget(pair.name), let other = target.to else {
        note(.place(.notAWay(pair.name)), at: place)
        continue
      }
      for name in [target.from, other] where !regions.contains(name) {
        noteUnknownPlace(name, isRegion: true, at: place)
      }
    }
  }

  mutating func inspectPlaces(of fault: Entry<Fault>) {
    let action = fault.value.action
    let isRegion = action.targets == ["region"]
    guard let target = PlaceTarget(fault.value.target) else {
      return note(
        .place(.notAPlace(action: action.rawValue, target: fault.value.target)),
        at: fault.place("target"))
    }
    if target.to != nil, action != .zonePartition, action != .regionPartition {
      return note(
        .place(.notAPlace(action: action.rawValue, target: fault.value.target)),
        at: fault.place("target"))
    }
    let names = placeNames(areRegions: isRegion)
    for name in [target.from, target.to].compactMap(\.self) where !names.contains(name) {
      var place = fault.place("target")
      if case .text(let text) = fault.node["target"]?.value {
        place.range = place.range.part(name, of: text)
      }
      noteUnknownPlace(name, isRegion: isRegion, at: place)
    }
  }

  /// The zones or Regions that anything is placed in, each once.
  private func placeNames(areRegions: Bool) -> [String] {
    var names: [String] = []
    for entry in draft.placements {
      let found = areRegions ? [entry.value.region].compactMap(\.self) : entry.value.zones
      for name in found where !names.contains(name) { names.append(name) }
    }
    return names
  }

  private mutating func noteUnknownPlace(_ name: String, isRegion: Bool, at place: Place) {
    let nearest = nearest(to: name, among: placeNames(areRegions: isRegion))
    note(.place(.emptyPlace(name, isRegion: isRegion, nearest: nearest)), at: place)
  }
}

/// DNS names and what they stand for.
extension Inspection {
  mutating func inspectFailovers() {
    for entry in draft.components(of: FailoverSettings.self) {
      let types = entry.value.targets.map { draft.part($0.to)?.type }
      for (index, target) in entry.value.targets.enumerated() {
        let place = targetPlace(index, of: entry)
        if let type = types[index], let first = types[0], type != first {
          note(
            .place(.unlikeTargets(target.to, type: type, other: first)), at: place)
        }
        if entry.value.targets[..<index].contains(where: { $0.to == target.to }) {
          note(.place(.targetTwice(target.to)), at: place)
        }
      }
      if entry.value.timeout >= entry.value.interval {
        note(
          .place(
            .checkOutlastsInterval(
              timeout: entry.value.timeout.spelt, interval: entry.value.interval.spelt)),
          at: entry.place("timeout"))
      }
      if entry.value.policy == .weighted, !entry.value.targets.contains(where: { $0.weight > 0 }) {
        note(.place(.noWeight(entry.name.text)), at: entry.place("targets"))
      }
    }
  }

  private func targetPlace(_ index: Int, of entry: Entry<FailoverSettings>) -> Place {
    var place = entry.place("targets")
    if case .list(let nodes) = entry.node["targets"]?.value, index < nodes.count {
      place.range = (nodes[index]["to"] ?? nodes[index]).range
    }
    return place
  }
}
