/// A service outside the system, such as a payment system: servers, and a waiting room in front.
///
/// With arrivals and service times drawn by the caller it is a G/G/c/K station, first come first
/// served: M/M/1, M/M/c, M/D/1 and M/M/1/K are special cases. Every call takes constant time.
package struct ExternalService: ~Copyable, Sendable {
  /// How large the service is, and how many calls it takes a second.
  package struct Settings: Hashable, Sendable {
    /// How many calls are served at the same time; `nil`: as many as come.
    package var concurrency: Int?
    /// How many calls may wait; `nil`: as many as come.
    package var queueLimit: Int?
    /// What happens to a call that is made again.
    package var idempotency: Idempotency

    /// Settings; without arguments a service without limits that charges again when asked again.
    package init(
      concurrency: Int? = nil, queueLimit: Int? = nil, idempotency: Idempotency = .none
    ) {
      precondition(concurrency.map { $0 > 0 } ?? true, "a service needs at least one server")
      precondition(queueLimit.map { $0 >= 0 } ?? true, "a waiting room has no negative size")
      self.concurrency = concurrency
      self.queueLimit = queueLimit
      self.idempotency = idempotency
    }
  }

  /// A call that is being served from now on.
  package struct Begun: Hashable, Sendable, BitwiseCopyable {
    /// The caller's number of the call.
    package let call: UInt32
    /// When it will be done; `.never` if it hangs.
    package let endsAt: Instant

    /// A call that is done at an instant.
    package init(call: UInt32, endsAt: Instant) {
      self.call = call
      self.endsAt = endsAt
    }
  }

  /// The answer to a call that comes in.
  package enum Arrival: Hashable, Sendable {
    /// It is served at once, and done at an instant.
    case begin(endsAt: Instant)
    /// It waits for a server; `finish` or `next` will name it.
    case wait
    /// It is not served.
    case refused(Refusal)
  }

  /// Why a call is not served.
  package enum Refusal: Hashable, Sendable {
    /// The waiting room is full.
    case queueFull
    /// There were too many calls (429); `Retry-After` says when there is room again.
    case rateLimited(retryAt: Instant)
  }

  struct Waiting: Sendable, BitwiseCopyable {
    let call: UInt32
    let service: Interval
  }

  private let settings: Settings
  private var line = Fifo<Waiting>()
  /// How many servers work now; those of a healthy service, or fewer.
  private var servers: Int
  private var rateLimit: TokenBucket?
  /// How many calls are being served.
  package private(set) var inService = 0

  /// An idle service.
  package init(_ settings: Settings = Settings()) {
    self.settings = settings
    servers = settings.concurrency ?? .max
  }

  /// How many calls wait for a server.
  package var waiting: Int { line.count }
  /// What happens to a call that is made again.
  package var idempotency: Idempotency { settings.idempotency }

  /// Takes in a call, with the time its service will take (`nil`: it hangs).
  @inline(__always)
  package mutating func arrive(
    call: UInt32, service: Interval?, at now: Instant
  ) -> Arrival {
    if let refusal = exceedsRate(at: now) { return .refused(refusal) }
    let length = service ?? Self.hanging
    if inService < servers, line.isEmpty {
      inService += 1
      return .begin(endsAt: Self.end(of: length, from: now))
    }
    if let limit = settings.queueLimit, line.count >= limit { return .refused(.queueFull) }
    line.append(Waiting(call: call, service: length))
    return .wait
  }

  /// Frees the server of a call that is done or was given up, and serves who waits longest.
  ///
  /// A waiting call whose client has gone is served all the same, as a real server would; a caller
  /// that wants it otherwise finishes it in the instant in which it begins.
  @inline(__always)
  package mutating func finish(at now: Instant, newestFirst: Bool = false) -> Begun? {
    precondition(inService > 0, "no call is being served at \(now)")
    inService -= 1
    return next(at: now, newestFirst: newestFirst)
  }

  /// Serves who waits longest, or shortest, if a server is free; to be asked until it answers `nil`.
  @inline(__always)
  package mutating func next(at now: Instant, newestFirst: Bool = false) -> Begun? {
    guard inService < servers, let first = newestFirst ? line.popLast() : line.popFirst() else {
      return nil
    }
    inService += 1
    return Begun(call: first.call, endsAt: Self.end(of: first.service, from: now))
  }

  /// Leaves only a share of the servers working, rounded down; then ask `next`.
  ///
  /// Calls in service go on. A service without limits has none to lose, short of all of them.
  package mutating func setCapacity(share: Double) {
    precondition(share >= 0 && share <= 1, "a share of \(share) is not between zero and one")
    let all = settings.concurrency ?? .max
    // The nudge keeps 0.29 of 100 servers from becoming 28.
    servers =
      share >= 1
      ? all : share <= 0 ? 0 : settings.concurrency.map { Int(Double($0) * share + 1e-9) } ?? all
  }

  /// Limits the calls a second that are taken in, or lifts the limit.
  package mutating func setRateLimit(_ limit: TokenBucket?) { rateLimit = limit }

  @inline(__always)
  private mutating func exceedsRate(at now: Instant) -> Refusal? {
    guard var bucket = rateLimit else { return nil }
    let isAdmitted = bucket.take(at: now)
    rateLimit = bucket
    return isAdmitted ? nil : .rateLimited(retryAt: bucket.nextAvailable(at: now))
  }

  private static let hanging = Interval(nanoseconds: .max)

  private static func end(of service: Interval, from now: Instant) -> Instant {
    service == hanging ? .never : now + service
  }
}
