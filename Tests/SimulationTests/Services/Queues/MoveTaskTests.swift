import Simulation
import Testing

@Suite struct `A message move task` {
  /// Lets the task run until a time and says what it moved when.
  private func run(
    _ task: inout MoveTask, from queue: inout StandardQueue, until end: Instant
  ) -> [(seconds: Double, message: MessageID)] {
    var moves: [(seconds: Double, message: MessageID)] = []
    while let due = task.nextMoveAt, due <= end {
      while let transfer = task.nextMove(from: &queue, at: due) {
        moves.append((due.seconds, transfer.message))
      }
    }
    return moves
  }

  private func full(_ count: Int) -> StandardQueue {
    var queue = StandardQueue.exact()
    for slot in 0..<count { queue.send(MessageID(slot: UInt32(slot)), draw: 0, at: 0) }
    return queue
  }

  @Test func `moves the oldest first, at its rate, and completes`() {
    var queue = StandardQueue.holding(.a, .b, .c)
    var task = MoveTask(from: queue, rate: .fixed(perSecond: 1), at: 10)
    let moves = run(&task, from: &queue, until: 1_000)
    #expect(moves.map(\.seconds) == [10, 11, 12])
    #expect(moves.map(\.message) == [.a, .b, .c])
    #expect(task.state == .completed)
    #expect(task.moved == 3)
    #expect(queue.books.redriven == 3)
    queue.checkInvariants()
  }

  @Test(arguments: [1, 3, 7, 500])
  func `keeps its rate without drift`(rate: Int) {
    var queue = full(10 * rate + 1)
    var task = MoveTask(from: queue, rate: .fixed(perSecond: rate), at: 0)
    #expect(run(&task, from: &queue, until: 100).last?.seconds == 10)
  }

  @Test func `speeds up from 100 to 500 a second within a minute when the service chooses`() {
    var queue = full(40_000)
    var task = MoveTask(from: queue, at: 0)
    let moves = run(&task, from: &queue, until: 1_000)
    func moved(in second: Int) -> Int { moves.count { Int($0.seconds) == second } }
    #expect((99...105).contains(moved(in: 0)))
    #expect((301...305).contains(moved(in: 30)))
    #expect((499...501).contains(moved(in: 70)))
  }

  @Test func `passes over messages in flight and leaves them behind`() throws {
    var queue = StandardQueue.holding(.a, .b)
    _ = try queue.take(at: 0)
    var task = MoveTask(from: queue, rate: .fixed(perSecond: 1), at: 0)
    #expect(run(&task, from: &queue, until: 1_000).map(\.message) == [.b])
    #expect(task.state == .completed)
    #expect(task.messagesToMove == 2)
  }

  @Test func `gives the destination new messages: new enqueue time, no receives`() throws {
    var source = StandardQueue.exact()
    source.moveIn(
      Transfer(message: .a, receiveCount: 3, enqueuedAt: 0, firstReceivedAt: 7), draw: 0, at: 100)
    var task = MoveTask(from: source, at: 200)
    _ = try #require(task.nextMove(from: &source, at: 200))
    var destination = StandardQueue.exact()
    destination.send(.b, draw: 0, at: 200)
    let delivery = try destination.take(at: 210)
    #expect(delivery.receiveCount == 1)
    #expect(delivery.enqueuedAt == 200)
    #expect(delivery.firstReceivedAt == 210)
  }

  @Test func `completes in an empty queue`() {
    var queue = StandardQueue.exact()
    var task = MoveTask(from: queue, at: 5)
    #expect(task.nextMove(from: &queue, at: 5) == nil)
    #expect(task.state == .completed)
    #expect(task.nextMoveAt == nil)
  }

  @Test func `does not move more than were there when it began`() {
    var queue = StandardQueue.holding(.a)
    var task = MoveTask(from: queue, rate: .fixed(perSecond: 1), at: 0)
    queue.send(.b, draw: 0, at: 0)
    #expect(run(&task, from: &queue, until: 1_000).map(\.message) == [.a])
    #expect(queue.counts == [1, 0, 0])
  }

  @Test func `goes on a little after it is cancelled, and keeps what it moved`() {
    var queue = full(10)
    var task = MoveTask(from: queue, rate: .fixed(perSecond: 2), at: 0)
    #expect(run(&task, from: &queue, until: 1).count == 3)
    #expect(task.cancel(at: 1) == nil)
    #expect(task.state == .cancelling(until: 2))
    #expect(run(&task, from: &queue, until: 1_000).count == 1)
    #expect(task.state == .cancelled)
    #expect(task.cancel(at: 3) == .unsupportedOperation)
    #expect(queue.counts == [6, 0, 0])
  }

  @Test func `fails when its destination is deleted`() {
    var queue = full(10)
    var task = MoveTask(from: queue, rate: .fixed(perSecond: 1), at: 0)
    _ = run(&task, from: &queue, until: 3)
    task.destinationWasDeleted()
    #expect(task.state == .failed(.destinationMissing))
    #expect(run(&task, from: &queue, until: 100).isEmpty)
    #expect(queue.counts == [6, 0, 0])
  }

  @Test func `fails after 36 hours`() {
    var queue = full(36 * 3_600 + 1)
    var task = MoveTask(from: queue, rate: .fixed(perSecond: 1), at: 0)
    #expect(run(&task, from: &queue, until: .never).count == 36 * 3_600)
    #expect(task.state == .failed(.timeLimit))
  }

  @Test(arguments: [(0, false), (1, true), (500, true), (501, false)])
  func `has a rate from 1 to 500`(rate: Int, isAllowed: Bool) {
    let problem = MoveTask.problem(
      starting: .fixed(perSecond: rate), isDeadLetterQueue: true, previous: nil)
    #expect(problem == (isAllowed ? nil : .invalidParameterValue))
  }

  @Test func `starts only on a dead-letter queue where none is under way`() {
    var queue = StandardQueue.exact()
    var task = MoveTask(from: queue, at: 0)
    func problem(_ isDeadLetterQueue: Bool, _ previous: MoveTask?) -> QueueError? {
      MoveTask.problem(
        starting: .chosenByService, isDeadLetterQueue: isDeadLetterQueue, previous: previous)
    }
    #expect(problem(false, nil) == .invalidParameterValue)
    #expect(problem(true, task) == .invalidParameterValue)
    _ = task.nextMove(from: &queue, at: 0)
    #expect(problem(true, task) == nil)
  }
}
