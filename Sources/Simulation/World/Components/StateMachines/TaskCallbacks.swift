/// The tasks that wait for their tokens, by the messages that have taken the tokens along.
///
/// A message stands for the token it carries: of several that it carries for one machine, the one that
/// was sent first comes back first.
struct TaskCallbacks: ~Copyable, Sendable {
  /// A task that waits.
  struct Task: Sendable, BitwiseCopyable {
    var execution: UInt32
    var epoch: UInt32
    var number: UInt32
    var state: UInt16
    fileprivate var next: UInt32
  }

  private static let none = UInt32.max

  private var tasks = Slab<Task>()
  /// The first task of each message.
  private var heads = SlotRecords<UInt32>()

  init() {}

  /// Has a task wait for the token that a message carries.
  mutating func add(
    execution: UInt32, epoch: UInt32, number: UInt32, state: UInt16, of message: MessageID,
    birth: UInt64
  ) {
    let key = SlotRecords<UInt32>.Key(owner: message.slot, birth: birth)
    let place = tasks.insert(
      Task(execution: execution, epoch: epoch, number: number, state: state, next: Self.none))
    guard var last = heads[key], last != Self.none else { return heads[key] = place }
    while tasks[last].next != Self.none { last = tasks[last].next }
    tasks[last].next = place
  }

  /// The task whose token a message brings back; it waits no longer.
  mutating func pop(of message: MessageID, birth: UInt64) -> Task? {
    let key = SlotRecords<UInt32>.Key(owner: message.slot, birth: birth)
    guard let place = heads[key], place != Self.none else { return nil }
    let task = tasks[place]
    heads[key] = task.next == Self.none ? nil : task.next
    tasks.remove(place)
    return task
  }
}
