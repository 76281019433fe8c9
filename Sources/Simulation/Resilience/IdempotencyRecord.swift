/// What a store remembers of a piece of work, so that it is done once however often it is asked for.
///
/// The records of Powertools for AWS Lambda
/// (https://docs.aws.amazon.com/powertools/python/latest/utilities/idempotency/). Its time stamps are
/// whole seconds; these are exact.
package struct IdempotencyRecord: Hashable, Sendable, BitwiseCopyable {
  /// What a record says at a time.
  package enum Status: UInt8, Hashable, Sendable, BitwiseCopyable {
    /// Somebody is at it, or died at it.
    case inProgress
    /// It was done, and the answer is stored.
    case completed
    /// The record counts no longer, although it may still lie in the table.
    case expired
  }

  /// The size of a record as an item, names of attributes and a short answer included; a modelling
  /// choice within one write unit.
  package static let bytes = 300

  private var isCompleted: Bool
  /// When the record ceases to count.
  package let expiresAt: Instant
  /// When whoever was at it cannot be any longer; `.never` when nobody thought of that.
  package let inProgressUntil: Instant
  /// A hash of what was asked for, to be compared where the policy says so.
  package let payload: UInt32

  fileprivate init(
    isCompleted: Bool, expiresAt: Instant, inProgressUntil: Instant, payload: UInt32
  ) {
    self.isCompleted = isCompleted
    self.expiresAt = expiresAt
    self.inProgressUntil = inProgressUntil
    self.payload = payload
  }

  /// What the record says at a time; a record whose time is up has expired from then on.
  package func status(at now: Instant) -> Status {
    if expiresAt <= now { return .expired }
    return isCompleted ? .completed : .inProgress
  }

  /// Whether a conditional put may overwrite the record: it has expired, or whoever was at it cannot
  /// be any longer.
  package func yields(at now: Instant) -> Bool {
    switch status(at: now) {
    case .expired: true
    case .completed: false
    case .inProgress: inProgressUntil <= now
    }
  }
}

/// How a handler keeps from doing its work twice.
package struct IdempotencyPolicy: Hashable, Sendable, BitwiseCopyable {
  /// How long a record counts; Powertools' default is an hour.
  package var expiry: Interval
  /// How long somebody can be at the work before it may be begun anew; `nil` forgets to say, and
  /// work whose worker died waits for the expiry.
  package var inProgressExpiry: Interval?
  /// Whether a second request must ask for the same as the first.
  package var validatesPayload: Bool

  /// A policy.
  package init(
    expiry: Interval = .hours(1), inProgressExpiry: Interval? = nil, validatesPayload: Bool = false
  ) {
    precondition(expiry > .zero, "an idempotency record cannot expire after \(expiry)")
    self.expiry = expiry
    self.inProgressExpiry = inProgressExpiry
    self.validatesPayload = validatesPayload
  }

  /// The record of work that begins.
  package func begun(payload: UInt32 = 0, at now: Instant) -> IdempotencyRecord {
    IdempotencyRecord(
      isCompleted: false, expiresAt: now + expiry,
      inProgressUntil: inProgressExpiry.map { now + $0 } ?? .never, payload: payload)
  }

  /// The record of work that is done.
  package func completed(payload: UInt32 = 0, at now: Instant) -> IdempotencyRecord {
    IdempotencyRecord(
      isCompleted: true, expiresAt: now + expiry, inProgressUntil: .never, payload: payload)
  }
}
