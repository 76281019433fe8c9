/// What a function has used so far, in the units it is billed by.
///
/// Whole megabyte-milliseconds, so that sums are exact in any order. Throttled requests are free;
/// a retry is a request like any other; a time-out is billed in full
/// (https://aws.amazon.com/lambda/pricing/).
package struct FunctionUsage: Hashable, Sendable, BitwiseCopyable {
  /// Invocations that ran.
  package private(set) var requests = 0
  /// Memory times billed duration of the invocations on demand, in MB·ms.
  package private(set) var onDemand = 0
  /// Memory times billed duration of the invocations in provisioned environments, in MB·ms.
  package private(set) var provisioned = 0
  /// Memory times the time for which environments were kept provisioned, in MB·ms.
  package private(set) var keptProvisioned = 0

  /// No usage.
  package init() {}

  /// The duration that is billed: handler and Init, rounded up to a millisecond, at least one.
  ///
  /// Init counts for all runtimes since August 2025. That an invocation of no length costs a
  /// millisecond is a modelling choice.
  ///
  /// - Parameters:
  ///   - handler: From the start of the invocation to its end, or its time-out.
  ///   - initialisation: The Init phase before it; zero when warm.
  @inline(__always)
  package static func billedDuration(
    handler: Interval, initialisation: Interval = .zero
  ) -> Interval {
    let total = handler.nanoseconds &+ initialisation.nanoseconds
    return .milliseconds(max(1, Int((total &+ 999_999) / 1_000_000)))
  }

  /// Counts an invocation.
  ///
  /// - Parameters:
  ///   - billed: Its billed duration.
  ///   - megabytes: The function's memory.
  @inline(__always)
  package mutating func record(billed: Interval, megabytes: Int, isProvisioned: Bool) {
    let amount = megabytes &* Int(billed.nanoseconds / 1_000_000)
    requests &+= 1
    if isProvisioned { provisioned &+= amount } else { onDemand &+= amount }
  }

  /// Counts the keeping of provisioned environments for a time, used or not.
  package mutating func recordProvisioned(environments: Int, megabytes: Int, for time: Interval) {
    keptProvisioned += environments * megabytes * Int(time.nanoseconds / 1_000_000)
  }

  /// The GB-seconds in so many MB·ms, 1,024 MB to the GB.
  package static func gigabyteSeconds(_ megabyteMilliseconds: Int) -> Double {
    Double(megabyteMilliseconds) / 1_024_000
  }

  /// What it costs, in dollars.
  package func cost(at prices: FunctionPrices) -> Double {
    Double(requests) / 1e6 * prices.perMillionRequests
      + Self.gigabyteSeconds(onDemand) * prices.perGigabyteSecond
      + Self.gigabyteSeconds(provisioned) * prices.perProvisionedGigabyteSecond
      + Self.gigabyteSeconds(keptProvisioned) * prices.perGigabyteSecondKeptProvisioned
  }
}

/// What functions cost, in dollars.
package struct FunctionPrices: Hashable, Sendable {
  /// A million invocations.
  package var perMillionRequests: Double
  /// A GB-second on demand.
  package var perGigabyteSecond: Double
  /// A GB-second of invocations in provisioned environments.
  package var perProvisionedGigabyteSecond: Double
  /// A GB-second of keeping environments provisioned.
  package var perGigabyteSecondKeptProvisioned: Double

  /// x86 in us-east-1, first tier, as listed in 2026 (https://aws.amazon.com/lambda/pricing/).
  package static let x86 = FunctionPrices(
    perMillionRequests: 0.20, perGigabyteSecond: 0.0000166667,
    perProvisionedGigabyteSecond: 0.0000097222, perGigabyteSecondKeptProvisioned: 0.0000041667)
  /// Arm in us-east-1, first tier, as listed in 2026 (https://aws.amazon.com/lambda/pricing/).
  package static let arm = FunctionPrices(
    perMillionRequests: 0.20, perGigabyteSecond: 0.0000133334,
    perProvisionedGigabyteSecond: 0.0000077778, perGigabyteSecondKeptProvisioned: 0.0000033334)
}
