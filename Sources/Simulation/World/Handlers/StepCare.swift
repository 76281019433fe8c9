/// The protection of a step beyond patience, retry and circuit breaker, with all names resolved.
struct StepCare: Sendable, BitwiseCopyable {
  /// How long all attempts together may take.
  var deadline = Interval.longest
  /// The place of what may be spent on retries, or `none`.
  var allowance = StepCare.none
  /// The place of the bulkhead, or `none`.
  var bulkhead = StepCare.none
  /// The place of the policy of hedged calls, or `none`.
  var hedging = StepCare.none
  /// Whether the request names the copy of the message that is being processed.
  var namesCopy = false

  /// The place of what a step does not have.
  static let none = UInt16.max
}

/// Where a run and its message are, for those programs that ask.
struct RunOrigin: Sendable, BitwiseCopyable {
  /// The execution environment in one of its lives.
  var environment: EnvironmentKey
  /// Which of the copies of its message the run is for.
  var copy: UInt8 = 0

  /// A run in a component, in an execution environment where it has any.
  init(of component: Address, slot: UInt32 = 0, life: UInt16 = 0) {
    environment = EnvironmentKey(of: component, slot: slot, life: life)
  }
}

/// What a careful program knows of a run beside the run itself.
struct RunExtras: Sendable, BitwiseCopyable {
  /// The copies of a call that are under way: at most four.
  private typealias Tokens = (UInt32, UInt32, UInt32, UInt32)
  private typealias Times = (Instant, Instant, Instant, Instant)

  let environment: UInt32
  let copy: UInt8
  /// Whether the run has a place in its step's bulkhead.
  var holdsPlace = false
  /// The attempt's turn where the client limits its own rate.
  var turn = AdaptiveRateLimiter.Turn.now
  /// What the last retry has cost.
  var paid = 0
  /// When the patience of the hedged call ends.
  var patience = Instant.never
  /// How many copies were sent beside the first call.
  var copies = 0
  private var tokens: Tokens = (.max, .max, .max, .max)
  private var sentAt: Times = (.start, .start, .start, .start)

  /// The most copies of a call beside the first.
  static let mostCopies = 3

  init(origin: RunOrigin) {
    environment = origin.environment.bits
    copy = origin.copy
  }

  /// The call or copy at a place, by its token; `HandlerRuns.noCall` when it is not under way.
  subscript(place: Int) -> UInt32 {
    get {
      switch place {
      case 0: tokens.0
      case 1: tokens.1
      case 2: tokens.2
      default: tokens.3
      }
    }
    set {
      switch place {
      case 0: tokens.0 = newValue
      case 1: tokens.1 = newValue
      case 2: tokens.2 = newValue
      default: tokens.3 = newValue
      }
    }
  }

  /// Notes that a call or copy is sent.
  mutating func send(_ token: UInt32, at place: Int, now: Instant) {
    self[place] = token
    switch place {
    case 0: sentAt.0 = now
    case 1: sentAt.1 = now
    case 2: sentAt.2 = now
    default: sentAt.3 = now
    }
  }

  /// When the call or copy at a place was sent.
  func sent(at place: Int) -> Instant {
    switch place {
    case 0: sentAt.0
    case 1: sentAt.1
    case 2: sentAt.2
    default: sentAt.3
    }
  }
}

/// What protection has done so far.
struct ProtectionCounts: Sendable, BitwiseCopyable {
  /// Retries that would have been made but could not be paid for.
  var retriesDenied = 0
  /// Calls that found no place in a bulkhead.
  var bulkheadRefusals = 0
  /// Copies of calls that were sent.
  var hedges = 0
  /// Runs that ended with the answer of an earlier one.
  var answeredBefore = 0
  /// Runs that found somebody else at the same work.
  var conflicts = 0
}
