/// How many requests a second a FIFO queue takes before it answers with `RequestThrottled`.
///
/// 300 a second of each action, each batch counted once; with a limit per message group that much in
/// each partition, among which the groups are spread by a hash (SQSDeveloperGuide/quotas-fifo.html,
/// high-throughput-fifo.html). The service adds partitions as they are needed, without saying when:
/// here it doubles them after a minute above 80 %, a modelling choice. Seconds are those of the clock.
package struct FIFOThroughput: Sendable {
  /// What a request does; each has a quota of its own.
  package enum Action: Int, Hashable, Sendable, CaseIterable {
    case send
    case receive
    case delete
  }

  /// Requests of an action to a partition in a second.
  package static let requestsPerSecond = 300
  /// Requests of an action to all partitions together, the largest quota of a Region.
  package static let requestsPerSecondInRegion = 70_000
  private static let busyShare = 80
  private static let busySeconds = 60

  private let limit: FIFOQueue.ThroughputLimit
  /// How many partitions there are.
  package private(set) var partitions = 1
  /// The requests of the second, by partition and action.
  private var counts: [Int]
  private var total = 0
  private var second: Int64 = .min
  /// How many seconds in a row a partition was busy.
  private var busyFor = 0

  /// The quota of a queue that has not been asked anything.
  package init(_ limit: FIFOQueue.ThroughputLimit) {
    self.limit = limit
    counts = Array(repeating: 0, count: Action.allCases.count)
  }

  /// Counts a request, and says whether the queue takes it.
  ///
  /// - Parameter group: The number of the message group, which chooses the partition; a receive that
  ///   names none may take any.
  package mutating func takes(_ action: Action, group: UInt32, at now: Instant) -> Bool {
    turn(to: now.nanoseconds / 1_000_000_000)
    let place = partition(of: group) * Action.allCases.count + action.rawValue
    guard counts[place] < Self.requestsPerSecond, total < Self.requestsPerSecondInRegion else {
      return false
    }
    counts[place] += 1
    total += 1
    return true
  }

  private func partition(of group: UInt32) -> Int {
    switch limit {
    case .perQueue: 0
    case .perMessageGroupId:
      Int(truncatingIfNeeded: scatter(UInt64(group)) % UInt64(partitions))
    }
  }

  /// Begins a new second, with more partitions if they are needed.
  private mutating func turn(to newSecond: Int64) {
    guard newSecond != second else { return }
    let isBusy = counts.contains { 100 * $0 > Self.busyShare * Self.requestsPerSecond }
    busyFor = isBusy && newSecond == second &+ 1 ? busyFor + 1 : isBusy ? 1 : 0
    second = newSecond
    total = 0
    let most = Self.requestsPerSecondInRegion / Self.requestsPerSecond
    if busyFor >= Self.busySeconds, limit == .perMessageGroupId, partitions < most {
      partitions = min(2 * partitions, most)
      busyFor = 0
    }
    counts = Array(repeating: 0, count: partitions * Action.allCases.count)
  }
}
