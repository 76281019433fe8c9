/// How a function protects itself and others: records of its work, rejected and stale messages,
/// pollers that stand still.
extension FunctionComponent {
  /// What a careful handler wants to know of where it runs and what for.
  mutating func origin(
    of message: MessageID, in invocation: UInt32, in context: borrowing Context
  ) -> RunOrigin {
    let record = invocations[invocation]
    let slot = record.environment.slot
    let life = Int(slot) < lives.count ? lives[Int(slot)] : 0
    var origin = RunOrigin(of: port.address, slot: slot, life: life)
    if settings.idempotency?.key == .message, record.source == .poller {
      let shipped = context.shipments.look(at: record.cursor).shipped
      origin.copy = number(ofCopy: shipped.copy, of: message, in: context)
    }
    return origin
  }

  /// The number of a copy among those of its message that were seen here.
  private mutating func number(
    ofCopy copy: UInt32, of id: MessageID, in context: borrowing Context
  ) -> UInt8 {
    let key = SlotRecords<UInt8>.Key(
      owner: id.slot, birth: context.messages[id].birth, part: UInt64(copy))
    if let known = copies[key] { return known }
    let number = UInt8(clamping: copies.count(of: key))
    copies[key] = number
    return number
  }

  /// An environment is initialised, with nothing left of what it knew.
  mutating func beginLife(of environment: EnvironmentID) {
    while lives.count <= Int(environment.slot) { lives.append(0) }
    lives[Int(environment.slot)] &+= 1
  }

  /// Whether a message is too old to be worth its work.
  mutating func sheds(_ message: MessageID, at now: Instant, in context: borrowing Context) -> Bool
  {
    shedder?.refuses(
      afterWaiting: now - context.messages[message].intendedAt, at: now) ?? false
  }

  /// Sends a message on that is too old, where there is a place for such messages.
  mutating func runsShedding(
    _ message: MessageID, for invocation: UInt32, in context: inout Context
  ) -> Bool {
    meters.shed.count()
    let place = runs.program.shedding
    guard place != Program.end else {
      context.messages[message].traits.insert(.dropped)
      return false
    }
    run(message, for: invocation, at: place, in: &context)
    return true
  }

  /// Sends a message on that nobody can process, where there is a place for such messages.
  mutating func runsRejection(
    _ message: MessageID, for invocation: UInt32, in context: inout Context
  ) -> Bool {
    let place = runs.program.rejection
    guard place != Program.failure else { return false }
    meters.rejected.count()
    run(message, for: invocation, at: place, in: &context)
    return true
  }

  /// A circuit breaker has opened: whoever received would only burn receives.
  mutating func stopPolling() {
    if isStoppedByOutage { isStoppedByBreaker = true }
    guard settings.streamSource == nil ? pollers.isEnabled : streams.isEnabled else { return }
    pollers.disable()
    streams.disable()
    isStoppedByBreaker = true
  }

  /// The circuit breaker lets calls pass again, or just so many probes.
  mutating func resumePolling(atMost batches: Int, at now: Instant) {
    pollers.allow(batches)
    guard isStoppedByBreaker else { return }
    isStoppedByBreaker = false
    if isStoppedByOutage { return }
    if settings.eventSource != nil { pollers.enable(at: now) }
    streams.enable(at: now)
  }
}
