import Simulation
import Testing

@Suite struct `Deadlines of a service` {
  @Test func `come out by time, whatever the order they went in`() {
    var deadlines = Deadlines()
    for (slot, due) in [30, 10, 20, 40, 5].enumerated() {
      deadlines.insert(.start + .seconds(due), slot: UInt32(slot), epoch: 0)
    }
    var order: [UInt32] = []
    while let entry = deadlines.popDue(at: .start + .seconds(40), where: { _ in true }) {
      order.append(entry.slot)
    }
    #expect(order == [4, 1, 2, 0, 3])
  }

  @Test func `that no longer matter are passed over`() {
    var deadlines = Deadlines()
    for slot in 0..<4 { deadlines.insert(.start + .seconds(slot), slot: UInt32(slot), epoch: 7) }
    let first = deadlines.first { $0.slot == 2 }
    #expect(first?.slot == 2)
  }
}
