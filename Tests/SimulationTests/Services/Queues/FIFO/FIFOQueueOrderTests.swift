import Simulation
import Testing

/// The orders that were recorded on the service, and what follows from them.
@Suite struct `The order of a FIFO queue` {
  @Test func `is by group: all that a group has, then the next`() {
    var queue = FIFOQueue.holding("a1 b1 a2 a3")
    #expect(queue.take(at: 1) == "a1 a2 a3 b1")
    queue.checkInvariants()
  }

  @Test func `is that of the first messages between groups`() {
    var queue = FIFOQueue.holding("a1 b1 a2 c1 b2")
    #expect(queue.take(1, at: 0) == "a1")
    #expect(queue.take(3, at: 0) == "b1 b2 c1")
  }

  @Test func `puts groups that came back behind those that nobody received`() {
    var queue = FIFOQueue.holding("a1 a2 a3 a4 b1 c1") { $0.visibilityTimeout = .seconds(1) }
    #expect(queue.take(2, at: 0) == "a1 a2")
    #expect(queue.take(1, at: .start + .milliseconds(500)) == "b1")
    #expect(queue.take(at: 3) == "c1 a1 a2 a3 a4 b1")
    queue.checkInvariants()
  }

  @Test func `holds with a visibility timeout of zero`() {
    var queue = FIFOQueue.holding("a1 b1 b2 c1 a2")
    #expect(queue.take(3, hiddenFor: .zero, at: 0) == "a1 a2 b1")
    #expect(queue.take(hiddenFor: .zero, at: 0) == "c1 a1 a2 b1 b2")
  }

  @Test(arguments: [0, 1])
  func `lets a message that came back go ahead of those still hidden`(seconds: Int) {
    var queue = FIFOQueue.holding("a1 a2 b1")
    let first = queue.deliveries(2, at: 0)[0]
    _ = queue.changeVisibility(first.receipt, to: .seconds(seconds), at: 1)
    #expect(queue.take(3, at: 3) == "b1 a1")
    queue.checkInvariants()
  }

  @Test func `goes on with a group when all of it in flight is deleted`() {
    var queue = FIFOQueue.holding("a1 b1 a2 b2 a3 a4 c1")
    for delivery in queue.deliveries(2, at: 0) { _ = queue.delete(delivery.receipt, at: 1) }
    #expect(queue.take(at: 2) == "b1 b2 a3 a4 c1")
  }

  @Test func `does not while one of it is left in flight`() {
    var queue = FIFOQueue.holding("a1 b1 a2 b2 a3 a4 c1")
    _ = queue.delete(queue.deliveries(2, at: 0)[0].receipt, at: 1)
    #expect(queue.take(at: 2) == "b1 b2 c1")
    queue.checkInvariants()
  }

  @Test(arguments: [(0, ""), (1, "a1"), (2, "a1 a2"), (3, "a1 a2 a3")])
  func `ends before the first message that is hidden longer`(place: Int, comesBack: String) {
    var queue = FIFOQueue.holding("a1 a2 a3 a4") { $0.visibilityTimeout = .seconds(10) }
    let deliveries = queue.deliveries(at: 0)
    #expect(
      queue.changeVisibility(deliveries[place].receipt, to: .seconds(60), at: 5)
        == .hidden(until: 65))
    #expect(queue.take(at: 20) == comesBack)
    queue.checkInvariants()
  }

  @Test func `is kept over visibility timeouts`() {
    var queue = FIFOQueue.holding("a1 a2 a3") { $0.visibilityTimeout = .seconds(1) }
    #expect(
      (0..<5).map { queue.take(at: .start + .seconds($0)) }
        == Array(repeating: "a1 a2 a3", count: 5))
  }

  @Test func `lets nothing of a group out that has one in flight`() {
    var queue = FIFOQueue.holding("a1 a2")
    #expect(queue.take(1, at: 0) == "a1")
    #expect(queue.take(at: 1) == "")
    #expect(queue.counts(at: 1) == [1, 1, 0])
    queue.send("a3", at: 2)
    #expect(queue.take(at: 2) == "")
  }

  @Test func `goes on when the first of a group expires`() {
    var queue = FIFOQueue.empty { $0.messageRetentionPeriod = .seconds(60) }
    queue.send("a1", at: 0)
    queue.send("a2", at: 30)
    #expect(queue.take(1, hiddenFor: .hours(1), at: 40) == "a1")
    #expect(queue.take(at: 59) == "")
    #expect(queue.take(at: 60) == "a2")
    #expect(queue.nextNotice(at: 60) == .expired(MessageID(named: "a1")))
    queue.checkInvariants()
  }

  @Test func `has a limit of messages in flight, of which nobody is told`() {
    var queue = FIFOQueue.holding("a1 a2 b1 c1") { $0.inFlightLimit = 2 }
    #expect(queue.take(3, at: 0) == "a1 a2")
    #expect(queue.take(at: 0) == "")
    #expect(queue.take(at: 30) == "b1 c1")
    queue.checkInvariants()
  }

  @Test func `does not look for groups behind a deep backlog`() {
    var queue = FIFOQueue.empty()
    for number in 0..<120_000 { _ = queue.send(MessageID(slot: UInt32(number)), group: 0, at: 0) }
    queue.send("b1", at: 0)
    let first = queue.deliveries(1, at: 0)
    #expect(queue.take(at: 1) == "")
    _ = queue.delete(first[0].receipt, at: 1)
    #expect(queue.deliveries(10, at: 1).count == 10)
    #expect(queue.take(at: 2) == "b1")
    queue.checkInvariants()
  }
}
