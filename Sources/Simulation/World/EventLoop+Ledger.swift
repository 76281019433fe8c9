/// The loop as a world runs it: what happens to messages is entered in its books.
extension EventLoop {
  /// Runs a stretch; messages that are completed or end are entered in the ledger.
  mutating func runStretch(
    _ budget: Int, before end: Instant, ledger: inout Ledger, journeys: inout JourneyLog
  ) -> Pause {
    run(before: end, budget: budget, notice: { $0.enterNotices(in: &ledger, &journeys) })
  }

  /// Runs a stretch that somebody looks on.
  mutating func runStretch(
    _ budget: Int, before end: Instant, ledger: inout Ledger, journeys: inout JourneyLog,
    tracedBy trace: inout TraceLog?
  ) -> Pause {
    run(
      before: end, budget: budget,
      observe: { parcel, context in trace?.note(parcel, in: context) },
      notice: { $0.enterNotices(in: &ledger, &journeys) })
  }
}

extension Context {
  /// Enters messages that were completed or have ended in the ledger.
  @inline(__always)
  fileprivate mutating func enterNotices(in ledger: inout Ledger, _ journeys: inout JourneyLog) {
    let now = now
    messages.readNotices(
      ended: { message in
        guard !message.traits.contains(.errand) else { return }
        ledger.noteEnd(of: message, at: now)
        if journeys.isKept { journeys.note(message, outcome: nil, at: now) }
      },
      completed: { message in
        if !message.traits.contains(.errand) { ledger.noteCompletion(of: message) }
      })
  }
}
