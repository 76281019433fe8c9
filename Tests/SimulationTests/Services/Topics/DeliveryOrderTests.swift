import Simulation
import Testing

@Suite struct `The deliveries of a FIFO topic` {
  private func waiting(_ slot: UInt32) -> DeliveryOrder.Waiting {
    DeliveryOrder.Waiting(MessageID(slot: slot), publishedAt: .start)
  }

  @Test func `go one after the other to a subscriber within a group`() {
    var order = DeliveryOrder(subscribers: 2)
    let begun = (0..<3).map { order.begins(waiting($0), of: 7, to: 1) }
    #expect(begun == [true, false, false])
    let following = (0..<3).map { _ in order.next(of: 7, to: 1) }
    #expect(following == [waiting(1), waiting(2), nil])
    let again = order.begins(waiting(3), of: 7, to: 1)
    #expect(again)
  }

  @Test func `wait for no other subscriber and no other group`() {
    var order = DeliveryOrder(subscribers: 2)
    let begun = [(7, 0), (7, 1), (8, 0), (7, 0)].map { group, subscriber in
      order.begins(waiting(0), of: group, to: subscriber)
    }
    #expect(begun == [true, true, true, false])
    let count = order.count
    #expect(count == 1)
  }
}
