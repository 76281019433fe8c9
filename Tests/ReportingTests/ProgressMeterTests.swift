import Reporting
import Simulation
import Testing

@Suite struct `Progress line` {
  @Test func `it is drawn after a second, at most five times a second, and removed at the end`() {
    var meter = ProgressMeter(
      "storm", style: TerminalStyle(width: 90, isTerminal: true))
    let hour = Interval.hours(1)

    let actions = [
      meter.update(done: .minutes(6), of: hour, after: .milliseconds(999)),
      meter.update(done: .minutes(6), of: hour, after: .seconds(1)),
      meter.update(done: .minutes(9), of: hour, after: .milliseconds(1_199)),
      meter.update(done: .minutes(30), of: hour, after: .seconds(5)),
      meter.finish(),
      meter.finish(),
    ]

    #expect(
      actions == [
        .nothing,
        .draw("storm █░░░░░░░░░░░  10%  6 min of 1 h, 360× real time, 9 s left"),
        .nothing,
        .draw("storm ██████░░░░░░  50%  30 min of 1 h, 360× real time, 5 s left"),
        .clear,
        .nothing,
      ])
  }

  @Test func `what would not fit in the line is cut`() {
    var meter = ProgressMeter(
      "a storm of orders", style: TerminalStyle(width: 60, glyphs: .ascii, isTerminal: true))
    #expect(
      meter.update(done: .zero, of: .hours(1), after: .seconds(2))
        == .draw("a storm of orders ............   0%  0 s of 1 h, 0x real t~"))
  }

  @Test func `nothing is drawn where nobody watches`() {
    var meter = ProgressMeter("storm", style: TerminalStyle())
    #expect(meter.update(done: .minutes(6), of: .hours(1), after: .seconds(9)) == .nothing)
    #expect(meter.finish() == .nothing)
  }
}
