/// A handler made ready to run: its steps with all names resolved, in one array.
///
/// The steps for a failure stand behind the main line and lead back to the step after the one that
/// failed.
struct Program: Sendable {
  /// The instructions; a run starts at the first.
  var instructions: ContiguousArray<Instruction> = []
  /// How careful each guarded step is about trying again, by `Instruction.retry`.
  var retries: [RetryPolicy] = []
  /// How long each piece of work takes, by `Instruction.work`.
  var works: [Distribution] = []
  /// For which share of messages failing steps fail, by `Instruction.work`.
  var failureShares: [Double] = []
  /// What says whether a failing step fails for a message.
  var failureKey = RandomKey(bits: 0)
  /// What steps with further protection need, by `Instruction.care`.
  var cares: [StepCare] = []
  /// What may be spent on retries, by `StepCare.allowance`.
  var allowances: [RetryAllowance] = []
  /// The bulkheads, by `StepCare.bulkhead`.
  var bulkheads: [Bulkhead.Policy] = []
  /// Which kinds of messages each choice takes, one choice after the other; all but producers' kinds
  /// are of the last kind.
  var choices: ContiguousArray<Bool> = []
  /// How many kinds a choice tells apart.
  var kinds = 1
  /// The policies of hedged calls, by `StepCare.hedging`.
  var hedges: [Hedging.Policy] = []
  /// Whether work is done by the owner's processor, which its runs share, instead of by itself.
  var worksOnProcessor = false
  /// Where a run begins.
  var start: UInt16 = 0
  /// Where a run begins for a message that cannot be processed; `failure` when there is nothing to do.
  var rejection = Program.failure
  /// Where a run begins for a message that is too old; `end` drops it.
  var shedding = Program.end

  /// The place after the last step: the handler has done well.
  static let end = UInt16.max
  /// The place of giving up: the handler has failed.
  static let failure = UInt16.max - 1
  /// The care of a step that has none.
  static let noCare = UInt16.max

  /// Whether a choice takes a message of a kind.
  func takes(kind: UInt16, choice: UInt32) -> Bool {
    choices[Int(choice) * kinds + min(Int(kind), kinds - 1)]
  }

  /// Whether any step has protection that needs a memory of its own for each run.
  var isCareful: Bool { !cares.isEmpty }
}

/// One step of a handler.
struct Instruction: Sendable, BitwiseCopyable {
  /// What a step does.
  enum Action: UInt8, Sendable {
    /// Asks another component and waits for its reply.
    case ask
    /// Works by itself for a while.
    case work
    /// Gives up.
    case fail
    /// Goes on with the next instruction for messages of some kinds, else elsewhere.
    case choose
  }

  var action: Action
  /// What is asked.
  var operation = Operation.call
  var target = Address.nobody
  /// The circuit breaker that guards the step; `nobody` when there is none.
  var breaker = Address.nobody
  /// The operand of the operation: an effect, a delay, a destination; of a failing step, the number of
  /// the error's name.
  var detail: UInt8 = 0
  /// What the request is about when it is not about the message: a rate.
  var number: UInt32 = 0
  /// How long the caller waits for the reply.
  var timeout = Interval.longest
  /// The place of the retry policy; `nil` tries once.
  var retry: UInt16?
  var work: UInt16 = 0
  /// The place of the further protection; `Program.noCare` for none.
  var care = Program.noCare
  /// Where to go on after success.
  var next = Program.end
  /// Where to go on after the last failure.
  var onFailure = Program.failure
}
