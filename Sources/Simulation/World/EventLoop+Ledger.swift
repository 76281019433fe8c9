/// The loop as a world runs it: what happens to messages is entered in its books.
extension EventLoop {
  /// Runs a stretch; messages that are completed or end are entered in the ledger.
  mutating func runStretch(
    _ budget: Int, before end: Instant, ledger: inout Ledger, journeys: inout JourneyLog
  ) -> Pause {
    run(
      before: end, budget: budget,
      notice: { context in
        let now = context.now
        context.messages.readNotices(
          ended: { message in
            guard !message.traits.contains(.errand) else { return }
            ledger.noteEnd(of: message, at: now)
            if journeys.isKept { journeys.note(message, outcome: nil, at: now) }
          },
          completed: { message in
            if !message.traits.contains(.errand) { ledger.noteCompletion(of: message) }
          })
      })
  }
}
