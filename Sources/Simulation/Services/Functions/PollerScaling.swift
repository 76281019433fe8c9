/// How many batches an event source mapping may have in hand at once.
///
/// Starts with five and adds up to 300 a minute while messages remain, up to 1,250
/// (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html): here one every 200 ms,
/// so 5 + ⌊t / 200 ms⌋ and 305 after a minute. When the function errs or is throttled the number is
/// "gradually reduced", of which the shape is a modelling choice: a tenth less, at most once a
/// second, never below two, and no growth until thirty seconds have passed without error.
package struct PollerScaling: Hashable, Sendable, BitwiseCopyable {
  /// How the number of concurrent batches is found.
  package enum Mode: Hashable, Sendable {
    /// By the service, up to a number from 2 to 1,000 if there is one.
    case automatic(maximumConcurrency: Int?)
    /// By pollers of one's own, each good for ten concurrent batches; they scale three times as
    /// fast, 1,000 a minute.
    case provisioned(minimumPollers: Int, maximumPollers: Int)
  }

  /// How many batches each provisioned poller can have in hand.
  package static let batchesPerPoller = 10
  private static let leastAfterErrors = 2
  private static let betweenCuts = Interval.seconds(1)
  private static let calm = Interval.seconds(30)

  /// The number at the start, to which a quiet mapping returns.
  package let base: Int
  /// The number to which a mapping is cut down that has found nothing for long.
  package let quietBase: Int
  /// The number that growth never passes.
  package let maximum: Int
  /// The time in which one is added while messages remain.
  package let step: Interval

  /// How many batches may be in hand now.
  package private(set) var limit: Int
  /// When the next one may be added; `never` while the number rests.
  package private(set) var nextStep = Instant.never
  private var nextCut = Instant.start
  private var growsFrom = Instant.start

  /// The scaling of a mapping that has found nothing yet.
  package init(_ mode: Mode) {
    switch mode {
    case .automatic(let maximumConcurrency):
      if let maximumConcurrency {
        precondition(
          (2...1_000).contains(maximumConcurrency), "a maximum concurrency of \(maximumConcurrency)")
      }
      maximum = maximumConcurrency ?? 1_250
      base = min(5, maximum)
      quietBase = maximumConcurrency == nil ? 2 : base
      step = .minutes(1) / 300
    case .provisioned(let minimumPollers, let maximumPollers):
      precondition(
        minimumPollers >= 2 && maximumPollers >= minimumPollers && maximumPollers <= 2_000,
        "provisioned pollers from \(minimumPollers) to \(maximumPollers)")
      maximum = maximumPollers * Self.batchesPerPoller
      base = minimumPollers * Self.batchesPerPoller
      quietBase = base
      step = .minutes(1) / 1_000
    }
    limit = base
  }

  /// Whether the number could grow but rests.
  @inline(__always)
  func isRestingBelowMaximum(at now: Instant) -> Bool {
    nextStep == .never && limit < maximum && growsFrom <= now
  }

  /// Starts to grow: messages were found, and no poller waits for any.
  mutating func startGrowing(at now: Instant) { nextStep = now + step }

  /// Stops growing.
  mutating func rest() { nextStep = .never }

  /// Adds one, and sets the time for the next.
  mutating func grow() {
    limit += 1
    nextStep = limit < maximum ? nextStep + step : .never
  }

  /// Goes back to the start after a quiet time.
  mutating func wake() { limit = max(limit, base) }

  /// Lets one poller go that found nothing, down to a number.
  mutating func shrink(from active: Int, downTo least: Int) {
    limit = min(limit, max(active - 1, least))
  }

  /// Lowers the number after an error or throttle.
  mutating func backOff(at now: Instant) {
    growsFrom = now + Self.calm
    nextStep = .never
    guard now >= nextCut else { return }
    nextCut = now + Self.betweenCuts
    limit = max(min(limit, Self.leastAfterErrors), limit - max(1, limit / 10))
  }
}
