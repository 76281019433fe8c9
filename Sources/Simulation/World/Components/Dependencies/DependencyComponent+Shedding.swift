/// What a dependency refuses under load, so that it serves the rest in time.
extension DependencyComponent {
  /// Whether the newest of the waiting calls is served before the oldest.
  @inline(__always)
  var servesNewestFirst: Bool { shedder?.servesNewestFirst(of: service.waiting) ?? false }

  /// Whether a call that has just come is refused.
  func refusesAtDoor() -> Bool { shedder?.admits(beside: calls.count) == false }

  /// Begins to serve a call whose turn has come, or refuses it for the next one's sake.
  mutating func serveNext(_ begun: ExternalService.Begun, in context: inout Context) {
    guard shedder != nil else { return begin(begun.call, until: begun.endsAt, in: &context) }
    var turn: ExternalService.Begun? = begun
    while let next = turn {
      let call = calls[next.call]
      guard shedder?.refuses(afterWaiting: context.now - call.arrivedAt, at: context.now) == true
      else { return begin(next.call, until: next.endsAt, in: &context) }
      calls.remove(next.call)
      inside.change(by: -1, at: context.now)
      shed(call, in: &context)
      turn = service.finish(at: context.now, newestFirst: servesNewestFirst)
    }
  }

  /// Refuses a call under load, which costs next to nothing.
  mutating func shed(_ call: Call, in context: inout Context) {
    meters.shed.count()
    answer(call, .unavailable, in: &context)
  }

  /// Lets the shedder learn from a call that was served.
  mutating func note(_ call: Call, at now: Instant) {
    shedder?.record(
      latency: now - call.arrivedAt, inside: Int(call.inside), hasFailed: call.fails)
  }
}
