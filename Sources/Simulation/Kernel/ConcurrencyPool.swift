/// Places that several components share, some of them set aside for single ones.
///
/// A reservation is taken out of the pool for good; the rest is for whoever comes first. That is how
/// an account's functions share its concurrency
/// (https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html). It is the only thing that
/// components have in common, so it is part of the context, and of the kernel.
package struct ConcurrencyPool: Hashable, Sendable, BitwiseCopyable {
  /// How much of the limit no reservation may touch.
  package static let leastUnreserved = 100

  /// How many invocations may run at once in the account; a quota that a fault may lower.
  package private(set) var limit: Int
  /// How much of the limit belongs to single functions.
  package private(set) var reserved = 0
  /// How many invocations run on unreserved concurrency now.
  package private(set) var inUse = 0

  /// How many requests a second each unit of concurrency allows; `nil` is no such limit.
  private let requestsPerUnit: Int?
  /// The synchronous requests of all functions without a reservation.
  var requests: RequestAllowance

  /// A pool that nobody uses yet.
  ///
  /// - Parameters:
  ///   - limit: Invocations at once, at least zero.
  ///   - requestsPerUnit: Synchronous requests a second for each unit of concurrency.
  package init(limit: Int = 1_000, requestsPerUnit: Int? = 10) {
    precondition(limit >= 0, "a concurrency limit of \(limit) is below zero")
    self.limit = limit
    self.requestsPerUnit = requestsPerUnit
    requests = RequestAllowance(concurrency: limit, requestsPerUnit: requestsPerUnit)
  }

  /// What the reservations leave.
  @inline(__always)
  package var unreserved: Int { max(0, limit &- reserved) }

  /// Sets concurrency aside, unless that would leave less than `leastUnreserved` of the limit.
  ///
  /// - Returns: Whether it was set aside. Zero always is.
  package mutating func reserve(_ concurrency: Int) -> Bool {
    precondition(concurrency >= 0, "a reservation of \(concurrency) is below zero")
    guard concurrency == 0 || unreserved - concurrency >= Self.leastUnreserved else { return false }
    reserved += concurrency
    adjustRequests()
    return true
  }

  /// Gives up a reservation made before.
  package mutating func release(_ concurrency: Int) {
    precondition(
      (0...reserved).contains(concurrency), "\(concurrency) of \(reserved) reserved given up")
    reserved -= concurrency
    adjustRequests()
  }

  /// Changes the quota; what runs goes on, even if it is more than the new limit.
  package mutating func setLimit(_ limit: Int) {
    precondition(limit >= 0, "a concurrency limit of \(limit) is below zero")
    self.limit = limit
    adjustRequests()
  }

  /// Takes one unit of unreserved concurrency, if there is one.
  @inline(__always)
  mutating func take() -> Bool {
    guard inUse < unreserved else { return false }
    inUse &+= 1
    return true
  }

  /// Gives one unit back.
  @inline(__always)
  mutating func giveBack() {
    precondition(inUse > 0, "more concurrency given back than taken")
    inUse &-= 1
  }

  private mutating func adjustRequests() {
    requests.adjust(concurrency: unreserved, requestsPerUnit: requestsPerUnit)
  }
}
