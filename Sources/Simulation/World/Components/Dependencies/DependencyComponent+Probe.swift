/// What callers and health checks see of hosts that are gone.
extension DependencyComponent {
  /// How long somebody who asks hosts that are gone would wait: longer than any check does.
  private static let silence = Interval.minutes(5)

  /// Leaves a call to hosts that are gone: it takes up none of those that are left.
  mutating func lose(_ call: Call, in context: inout Context) {
    context.messages.release(call.message)
    meters.errors.count()
    context.answer(
      Reply(token: call.token, outcome: Outcome.timedOut.rawValue), from: port.address,
      to: call.caller, after: Self.silence)
  }

  /// Answers a health check by the side of all other work: whether anybody is there at all.
  mutating func probe(_ request: Request, in context: inout Context) {
    let isRefused = troubles.hit(.dependencyOutage, at: context.now) != nil
    let isSilent = !isRefused && troubles.hit(.dependencyHang, at: context.now) != nil
    context.answer(
      Reply(to: request, isRefused ? .unavailable : isSilent ? .timedOut : .ok),
      from: port.address, to: request.caller, after: isSilent ? Self.silence : .zero)
  }
}
