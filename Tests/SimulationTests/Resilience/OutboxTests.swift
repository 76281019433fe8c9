import Simulation
import Testing

@Suite struct `The relay of an outbox` {
  @Test func `rests while there is nothing to publish`() {
    var outbox = Outbox(.init(interval: .seconds(1), batch: 2))
    #expect(outbox.look(at: .start) == .rest(until: second(1)))
    #expect(outbox.look(at: second(1)) == .rest(until: second(2)))
  }

  @Test func `publishes a batch, marks it and rests`() {
    var outbox = filled(with: [7, 8, 9])
    #expect(outbox.look(at: second(1)) == .publish(2))
    #expect([outbox.message(at: 0), outbox.message(at: 1)] == [7, 8])
    #expect(outbox.look(at: second(2)) == .nothing)
    #expect(outbox.published(1, isAccepted: true, at: second(2)) == .nothing)
    #expect(outbox.published(0, isAccepted: true, at: second(3)) == .mark(2))
    #expect(outbox.popMarked() == 7)
    #expect(outbox.waiting == 2)
  }

  @Test func `takes marked rows away and goes on with the next`() {
    var outbox = filled(with: [7, 8, 9])
    publish(&outbox, [true, true])
    #expect(outbox.marked(isStored: true, at: second(3)) == .rest(until: second(4)))
    #expect([outbox.popMarked(), outbox.popMarked(), outbox.popMarked()] == [7, 8, nil])
    #expect(outbox.look(at: second(4)) == .publish(1))
    #expect(outbox.message(at: 0) == 9)
  }

  @Test func `publishes again what it could not mark`() {
    var outbox = filled(with: [7, 8])
    publish(&outbox, [true, true])
    #expect(outbox.marked(isStored: false, at: second(3)) == .rest(until: second(4)))
    #expect(outbox.popMarked() == nil)
    #expect(outbox.look(at: second(4)) == .publish(2))
    #expect(outbox.message(at: 0) == 7)
  }

  @Test(arguments: [
    ([false, true, true], [1, 4], 2), ([true, false, true], [2, 4], 2),
    ([false, false, true], [1, 2, 4], 1),
  ])
  func `keeps what the broker refused, in its order`(
    accepted: [Bool], left: [UInt32], marked: Int
  ) {
    var outbox = filled(with: [1, 2, 3, 4], batch: 3)
    #expect(publish(&outbox, accepted) == .mark(marked))
    _ = outbox.marked(isStored: true, at: second(3))
    while outbox.popMarked() != nil {}
    let messages = (0..<outbox.waiting).map { outbox.message(at: $0) }
    #expect(messages == left)
  }

  @Test func `rests at once when everything was refused, or it could not look`() {
    var outbox = filled(with: [7, 8])
    #expect(publish(&outbox, [false, false]) == .rest(until: second(3)))
    #expect(outbox.waiting == 2)
    #expect(outbox.lookFailed(at: second(3)) == .rest(until: second(4)))
  }

  private func filled(with messages: [UInt32], batch: Int = 2) -> Outbox {
    var outbox = Outbox(.init(interval: .seconds(1), batch: batch))
    for message in messages { outbox.append(message) }
    return outbox
  }

  @discardableResult
  private func publish(_ outbox: inout Outbox, _ answers: [Bool]) -> Outbox.Action {
    var last = outbox.look(at: second(1))
    for (row, isAccepted) in answers.enumerated() {
      last = outbox.published(row, isAccepted: isAccepted, at: second(2))
    }
    return last
  }
}

private func second(_ number: Int) -> Instant { .start + .seconds(number) }
