/// One line of states that an execution goes along: the whole, a branch, or an item of a map.
struct ExecutionStrand: Sendable {
  /// Where a strand stands in its state.
  enum Phase: Sendable {
    /// About to enter its state.
    case entering
    /// About to try its state, for the first time or again.
    case attempting
    /// A task is scheduled and about to start.
    case starting(input: JSONValue, limits: TaskLimits, tokenText: String?)
    /// Somebody does the task.
    case working(Work)
    case waiting(until: Instant)
    case backingOff(until: Instant)
    /// Other strands go on from here.
    case forked(ExecutionFork)
    /// The other strands have come to their ends, with these results.
    case joining([JSONValue])

    /// When the strand goes on by itself, or gives up.
    var deadline: Instant {
      switch self {
      case .entering, .attempting, .starting, .forked, .joining: .never
      case .working(let work): min(work.timeout, work.heartbeatDeadline)
      case .waiting(let until), .backingOff(let until): until
      }
    }
  }

  /// A task that is being done.
  struct Work: Sendable {
    let number: Int
    /// What was given to whoever does it.
    let input: JSONValue
    let timeout: Instant
    let heartbeat: Interval?
    var heartbeatDeadline: Instant
  }

  /// How long a task and its worker's silence may last, in seconds.
  struct TaskLimits: Sendable {
    var timeout: Double?
    var heartbeat: Double?
  }

  /// The item that a map's strand works on.
  struct Item: Sendable {
    let index: Int
    let value: JSONValue
  }

  /// The place of its state.
  var state: Int
  /// The raw input of its state.
  var input: JSONValue
  /// The strand from which it was forked, and as which of its branches.
  let parent: Int?
  let branch: Int
  var item: Item?
  /// Whether its events belong to a child execution, whose history is its own.
  var isSilent = false
  var phase = Phase.entering
  var variables: [(name: String, value: JSONValue)] = []
  /// How often each retrier of the state was used on this visit.
  var usedRetries: [Int] = []
  var retryCount = 0
  var lastEvent = 0
  var enteredEvent = 0
  var enteredAt = Instant.start

  init(state: Int, input: JSONValue, parent: Int?, branch: Int) {
    self.state = state
    self.input = input
    self.parent = parent
    self.branch = branch
  }
}

/// The branches of a parallel state, or the items of a map, while they are worked on.
struct ExecutionFork: Sendable {
  /// What came of each branch; `nil` while it is at work or waits for its turn.
  var results: [JSONValue?]
  var finishedCount = 0
  var failedCount = 0
  /// The strands at work, by branch.
  var strands: [Int?]
  /// Inputs of the branches that have not begun.
  var inputs: [JSONValue]
  /// The items themselves, in a map with an item selector.
  var items: [JSONValue] = []
  var startedCount = 0
  let concurrency: Int
  /// The flow of each branch.
  let flows: [Int]
  /// How many items may fail, and which percentage.
  var toleratedCount: Double?
  var toleratedPercentage: Double?

  init(inputs: [JSONValue], flows: [Int], concurrency: Int) {
    self.inputs = inputs
    self.flows = flows
    self.concurrency = concurrency
    results = Array(repeating: nil, count: inputs.count)
    strands = Array(repeating: nil, count: inputs.count)
  }

  var count: Int { inputs.count }
  var runningCount: Int { startedCount - finishedCount }

  /// Whether so many items failed that the whole has.
  var exceedsTolerance: Bool {
    guard failedCount > 0 else { return false }
    if toleratedCount == nil, toleratedPercentage == nil { return true }
    if let count = toleratedCount, Double(failedCount) > count { return true }
    guard let percentage = toleratedPercentage else { return false }
    return Double(failedCount) * 100 > percentage * Double(count)
  }
}
