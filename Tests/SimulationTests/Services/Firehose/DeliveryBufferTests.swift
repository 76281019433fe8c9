import Simulation
import Testing

private func record(_ slot: UInt32, bytes: Int, at seconds: Int) -> DeliveryBuffer.Record {
  .init(message: MessageID(slot: slot), bytes: bytes, takenAt: .start + .seconds(seconds))
}

private func at(_ seconds: Int) -> Instant { .start + .seconds(seconds) }

@Suite struct `A delivery buffer` {
  @Test func `lets a batch leave when its first record has waited long enough`() {
    var buffer = DeliveryBuffer()
    #expect(buffer.due == .never)
    buffer.take(record(1, bytes: 10, at: 5))
    buffer.take(record(2, bytes: 10, at: 200))
    #expect(buffer.due == at(305))
    let early = buffer.leaves(at: at(304))
    let due = buffer.leaves(at: at(305))
    #expect([early, due] == [false, true])
    #expect(buffer.underWay == 2)
  }

  /// Bytes of a second record, one short of five MB with the first, and enough.
  @Test(arguments: [((4 << 20) - 1, false), (4 << 20, true)])
  func `lets a batch leave when it is large enough`(bytes: Int, isDue: Bool) {
    var buffer = DeliveryBuffer()
    buffer.take(record(1, bytes: 1 << 20, at: 0))
    buffer.take(record(2, bytes: bytes, at: 1))
    let leaves = buffer.leaves(at: at(1))
    #expect(leaves == isDue)
  }

  @Test func `gathers all that comes while a batch is under way into the next`() {
    var buffer = DeliveryBuffer()
    buffer.take(record(1, bytes: 6 << 20, at: 0))
    let first = buffer.leaves(at: at(0))
    buffer.take(record(2, bytes: 6 << 20, at: 1))
    buffer.take(record(3, bytes: 6 << 20, at: 2))
    let second = buffer.leaves(at: at(600))
    #expect([first, second] == [true, false])
    #expect(buffer.age(at: at(600)) == .seconds(600))

    let delivered = [buffer.popUnderWay()?.message.slot, buffer.popUnderWay()?.message.slot]
    #expect(delivered == [1, nil])
    let third = buffer.leaves(at: at(600))
    #expect(third)
    #expect(buffer.underWay == 2)
  }
}
