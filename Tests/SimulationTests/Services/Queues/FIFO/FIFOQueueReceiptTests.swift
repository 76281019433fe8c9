import Simulation
import Testing

@Suite struct `A receipt of a FIFO queue` {
  @Test(arguments: [(0, true), (29, true), (30, false), (300, false)])
  func `deletes while its visibility timeout runs`(seconds: Int, deletes: Bool) {
    var queue = FIFOQueue.holding("a1")
    let receipt = queue.deliveries(at: 0)[0].receipt
    let effect = queue.delete(receipt, at: .start + .seconds(seconds))
    #expect(
      effect == (deletes ? .deleted(MessageID(named: "a1")) : .refused(.invalidParameterValue)))
    queue.checkInvariants()
  }

  @Test func `of a timeout of zero deletes nothing`() {
    var queue = FIFOQueue.holding("a1")
    let receipt = queue.deliveries(hiddenFor: .zero, at: 0)[0].receipt
    #expect(queue.delete(receipt, at: 0) == .refused(.invalidParameterValue))
  }

  @Test func `is worth nothing once the message was received again`() {
    var queue = FIFOQueue.holding("a1")
    let old = queue.deliveries(at: 0)[0].receipt
    let new = queue.deliveries(at: 30)[0].receipt
    #expect(queue.delete(old, at: 31) == .refused(.invalidParameterValue))
    #expect(queue.changeVisibility(old, to: .zero, at: 31) == .refused(.invalidParameterValue))
    #expect(queue.delete(new, at: 31) == .deleted(MessageID(named: "a1")))
    #expect(queue.delete(new, at: 31) == .alreadyGone)
    #expect(queue.changeVisibility(new, to: .zero, at: 31) == .refused(.invalidParameterValue))
  }

  @Test(arguments: around(43_200).map { ($0 - 100, $0 <= 43_200) })
  func `hides a message for 12 hours in all`(seconds: Int, isAllowed: Bool) {
    var queue = FIFOQueue.holding("a1") { $0.visibilityTimeout = .seconds(200) }
    let receipt = queue.deliveries(at: 0)[0].receipt
    let change = queue.changeVisibility(receipt, to: .seconds(seconds), at: 100)
    #expect(
      change
        == (isAllowed
          ? .hidden(until: .start + .seconds(seconds + 100)) : .refused(.invalidParameterValue)))
  }

  @Test func `of another message in the same slot is none of this`() {
    var queue = FIFOQueue.holding("a1")
    let old = queue.deliveries(at: 0)[0].receipt
    _ = queue.delete(old, at: 1)
    queue.send("b1", at: 1)
    let new = queue.deliveries(at: 1)[0].receipt
    #expect(new.slot == old.slot)
    #expect(queue.delete(old, at: 2) == .alreadyGone)
    #expect(queue.delete(Receipt(slot: 99, epoch: 1), at: 2) == .alreadyGone)
  }
}

@Suite struct `A receive that is repeated` {
  @Test func `gets the same messages under the same receipts, hidden anew`() {
    var queue = FIFOQueue.holding("a1 a2 b1")
    let first = queue.deliveries(2, attempt: 1, at: 0)
    let again = queue.deliveries(2, attempt: 1, at: 20)
    #expect(again.map(\.receipt) == first.map(\.receipt))
    #expect(again.map(\.receiveCount) == [1, 1])
    #expect(again.map(\.visibleAgainAt) == [50, 50])
    #expect(queue.counts(at: 49) == [1, 2, 0])
    #expect(queue.counts(at: 50) == [3, 0, 0])
    queue.checkInvariants()
  }

  @Test func `gets others under another name, or none`() {
    var queue = FIFOQueue.holding("a1 b1 c1")
    #expect(queue.take(1, attempt: 1, at: 0) == "a1")
    #expect(queue.take(1, attempt: 2, at: 1) == "b1")
    #expect(queue.take(1, at: 1) == "c1")
  }

  @Test func `is a receive of its own when the visibility timeout is over`() {
    var queue = FIFOQueue.holding("a1")
    let first = queue.deliveries(attempt: 1, at: 0)
    let later = queue.deliveries(attempt: 1, at: 30)
    #expect(later.map(\.receiveCount) == [2])
    #expect(later.map(\.receipt) != first.map(\.receipt))
  }

  @Test func `is one when a message was deleted or its visibility changed`() {
    var queue = FIFOQueue.holding("a1 a2 b1")
    let first = queue.deliveries(2, attempt: 1, at: 0)
    _ = queue.delete(first[0].receipt, at: 1)
    #expect(queue.take(2, attempt: 1, at: 2) == "b1")
    var other = FIFOQueue.holding("a1 b1")
    let only = other.deliveries(1, attempt: 1, at: 0)
    _ = other.changeVisibility(only[0].receipt, to: .seconds(40), at: 1)
    #expect(other.take(1, attempt: 1, at: 2) == "b1")
  }

  @Test(arguments: around(300).map { ($0, $0 < 300) })
  func `is possible for five minutes`(seconds: Int, isSame: Bool) {
    var queue = FIFOQueue.holding("a1 b1")
    _ = queue.take(1, hiddenFor: .hours(1), attempt: 1, at: 0)
    #expect(queue.take(1, attempt: 1, at: .start + .seconds(seconds)) == (isSame ? "a1" : "b1"))
  }

  @Test func `may wait`() {
    var queue = FIFOQueue.empty()
    queue.poll(by: 1, wait: .seconds(20), attempt: 9, at: 0)
    #expect(queue.nextAnswer(at: 0) == nil)
    queue.send("a1", at: 5)
    #expect(queue.nextAnswer(at: 5) == .handed(to: 1))
    #expect(queue.take(1, attempt: 9, at: 6) == "a1")
  }
}

@Suite struct `A wait at a FIFO queue` {
  @Test func `ends with the first message that can be had, or empty`() {
    var queue = FIFOQueue.empty()
    queue.poll(by: 1, wait: .seconds(20), at: 0)
    queue.poll(by: 2, wait: .seconds(10), at: 0)
    queue.poll(by: 3, wait: .seconds(20), at: 0)
    #expect(queue.nextAnswer(at: 0) == nil)
    queue.send("a1 a2", at: 5)
    #expect(queue.nextAnswer(at: 5) == .handed(to: 1))
    #expect(queue.names(of: [queue.handed[0]]) == "a1")
    #expect(queue.nextAnswer(at: 5) == nil)
    #expect(queue.nextWakeUp == 10)
    #expect(queue.nextAnswer(at: 10) == .empty(to: 2))
    #expect(queue.nextAnswer(at: 20) == .empty(to: 3))
    #expect(queue.waitingCount == 0)
  }

  @Test func `ends with a message that becomes visible at its very end`() {
    var queue = FIFOQueue.holding("a1")
    _ = queue.take(hiddenFor: .seconds(20), at: 0)
    queue.poll(by: 1, wait: .seconds(20), at: 0)
    #expect(queue.nextAnswer(at: 0) == nil)
    #expect(queue.nextAnswer(at: 20) == .handed(to: 1))
  }

  @Test func `is as long as the queue is set`() {
    var queue = FIFOQueue.empty { $0.receiveMessageWaitTime = .seconds(3) }
    queue.poll(by: 1, at: 0)
    #expect(queue.nextAnswer(at: 2) == nil)
    #expect(queue.nextAnswer(at: 3) == .empty(to: 1))
  }
}
