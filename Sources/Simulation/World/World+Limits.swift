/// How a world notices that it grows too far.
extension World {
  /// The first limit that the run has met, if any.
  mutating func limitReached(_ pause: EventLoop.Pause) -> LimitReached? {
    let busy = loop.latestTarget
    let events = rate.eventsInSecond(of: loop.eventCount, at: loop.context.now)
    if pause == .stuckAtInstant { return met(.eventsAtInstant, by: busy) }
    if exceeds(.messages, loop.context.messages.copies) { return met(.messages, by: mostLaden) }
    if exceeds(.pendingEvents, loop.context.events.count) { return met(.pendingEvents, by: busy) }
    if exceeds(.eventsPerSecond, events) { return met(.eventsPerSecond, by: busy) }
    return nil
  }

  private func exceeds(_ name: RunLimits.Name, _ count: Int) -> Bool {
    count > blueprint.limits.value(of: name)
  }

  private func met(_ name: RunLimits.Name, by component: Int) -> LimitReached {
    LimitReached(
      name: name, limit: blueprint.limits.value(of: name), component: components[component].name,
      at: loop.context.now)
  }

  /// The component that holds most copies of messages.
  private var mostLaden: Int {
    components.indices.max { components[$0].copiesHeld < components[$1].copiesHeld } ?? 0
  }
}
