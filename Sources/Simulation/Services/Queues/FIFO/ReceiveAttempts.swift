/// Receives that their clients may repeat, because the answer may have been lost on its way.
///
/// A receive with the `ReceiveRequestAttemptId` of one less than five minutes ago gets the same
/// messages under the same receipts, hidden anew, unless one of them was deleted, received again or
/// had its visibility changed (APIReference/API_ReceiveMessage.html); then it is a receive of its
/// own, a modelling choice. Few clients do this, so that arrays will do.
struct ReceiveAttempts: Sendable {
  /// How long a receive may be repeated.
  static let length = Interval.minutes(5)

  /// A message that was handed out, and when it was to become visible again.
  struct Lease: Sendable {
    var receipt: Receipt
    var end: Instant
  }

  private struct Attempt: Sendable {
    var id: UInt64
    var madeAt: Instant
    var leases: [Lease]
  }

  private var attempts: [Attempt] = []
  /// The polls that have not been answered yet.
  private var asked: [(waiter: UInt64, id: UInt64)] = []

  /// Notes the attempt that a poll is.
  mutating func ask(_ id: UInt64, by waiter: UInt64) { asked.append((waiter, id)) }

  /// The attempt that a poll is.
  func id(of waiter: UInt64) -> UInt64? {
    asked.isEmpty ? nil : asked.first { $0.waiter == waiter }?.id
  }

  /// What an attempt got that may be repeated.
  func leases(of id: UInt64, at now: Instant) -> [Lease]? {
    attempts.first { $0.id == id && now < $0.madeAt + Self.length }?.leases
  }

  /// Notes what a poll got, and forgets who cannot come back any more.
  mutating func answer(_ waiter: UInt64, with leases: [Lease], at now: Instant) {
    guard let id = id(of: waiter) else { return }
    asked.removeAll { $0.waiter == waiter }
    let earlier = attempts.first { $0.id == id && now < $0.madeAt + Self.length }
    attempts.removeAll { $0.id == id || $0.madeAt + Self.length <= now }
    let isRepeat = earlier?.leases.map(\.receipt) == leases.map(\.receipt)
    if !leases.isEmpty {
      attempts.append(
        Attempt(id: id, madeAt: isRepeat ? earlier?.madeAt ?? now : now, leases: leases))
    }
  }
}
