/// What a state machine counts in a period, and what it is billed for in the whole run.
struct StateMachineMeters: Sendable {
  var started = Tally()
  private var succeeded = Tally()
  private var failed = Tally()
  private var timedOut = Tally()
  private var aborted = Tally()
  var throttled = Tally()
  var throttledStarts = Tally()
  private var time = Metric.executionTime.definition.summary
  var open = Metric.openExecutions.definition.summary
  private var billedDuration = Metric.expressBilledDuration.definition.summary
  var transitions = BilledTally()
  var tasksFailed = Tally()
  var tasksTimedOut = Tally()
  var taskRetries = Tally()
  private let kind: StateMachine.Kind
  private var expressExecutions = 0
  private var expressMilliseconds = 0

  init(_ kind: StateMachine.Kind) { self.kind = kind }

  /// An express workflow is billed by 64 MB and 100 ms at a time; that of a simulation holds no more
  /// than the first 64 MB (https://aws.amazon.com/step-functions/pricing/).
  private static let expressMegabytes = 64
  private static let expressStep = Interval.milliseconds(100)

  /// Counts an execution that has ended.
  mutating func note(_ outcome: StateMachineExecution.Outcome, lasting duration: Interval) {
    switch outcome {
    case .succeeded: succeeded.count()
    case .failed: failed.count()
    case .timedOut: timedOut.count()
    case .aborted: aborted.count()
    }
    time.record(duration)
    guard kind == .express else { return }
    let steps = (duration.nanoseconds - 1) / Self.expressStep.nanoseconds + 1
    let billed = Self.expressStep * Double(max(1, steps))
    expressExecutions += 1
    expressMilliseconds += Int(billed.nanoseconds / 1_000_000)
    billedDuration.record(billed)
  }

  mutating func report(to account: inout PeriodAccount) {
    account.take(.executionsStarted, &started)
    account.take(.executionsSucceeded, &succeeded)
    account.take(.executionsFailed, &failed)
    account.take(.executionsTimedOut, &timedOut)
    account.take(.executionsAborted, &aborted)
    account.take(.executionThrottled, &throttled)
    account.take(.throttledEvents, &throttledStarts)
    account.take(.executionTime, &time)
    account.take(.openExecutions, &open)
    account.take(.expressBilledDuration, &billedDuration)
    account.take(.stateTransitions, &transitions.period)
    account.take(.tasksFailed, &tasksFailed)
    account.take(.tasksTimedOut, &tasksTimedOut)
    account.take(.taskRetries, &taskRetries)
    account.cost = cost
  }

  private var cost: Dollars {
    switch kind {
    case .standard: Prices.stepFunctionsTransition.dollars(for: transitions.whole)
    case .express:
      Prices.stepFunctionsExpress.dollars(for: expressExecutions)
        + Prices.stepFunctionsExpressDuration.dollars(
          megabyteMilliseconds: Self.expressMegabytes * expressMilliseconds)
    }
  }
}

/// A tally of a period with its sum over the whole run.
struct BilledTally: Sendable {
  var period = Tally()
  private(set) var whole = 0

  mutating func count(times: Int) {
    period.count(times: times)
    whole += times
  }
}
