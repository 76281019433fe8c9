import Scenario
import Simulation
import Testing

@Suite struct `Quantities` {
  @Test(
    arguments: [
      ("0s", .zero), ("30s", .seconds(30)), ("1.5m", .seconds(90)), ("1h30m", .minutes(90)),
      ("250ms", .milliseconds(250)), ("4d", .days(4)), ("1d2h3m4s5ms", .milliseconds(93_784_005)),
      (".5s", .milliseconds(500)), ("+1s", .seconds(1)), ("0.000000001s", .nanoseconds(1)),
      ("0.0000000005s", .nanoseconds(1)), ("0.0000000004s", .zero), ("007s", .seconds(7)),
      ("3us", .microseconds(3)), ("9ns", .nanoseconds(9)), ("36500d", .longest),
      ("0.3333333333333333333333s", .nanoseconds(333_333_333)),
    ] as [(String, Interval)])
  func `durations are read to the nanosecond`(text: String, interval: Interval) {
    #expect(Interval.reading(text) == .value(interval))
  }

  @Test(
    arguments: [
      ("", .malformed), ("-", .malformed), ("s", .malformed), ("1", .noUnit), ("1.5", .noUnit),
      ("1s2", .malformed), ("1s1s", .malformed), ("1s1m", .malformed), ("1.s", .malformed),
      ("1..5s", .malformed), ("1 s", .misspelt("1s")), ("-1 min", .misspelt("-1m")),
      ("2 Hours", .misspelt("2h")), ("1fortnight", .unknownUnit("fortnight")), ("１s", .malformed),
      ("300000000000d", .value(Interval(nanoseconds: .max))),
      ("-300000000000d", .value(Interval(nanoseconds: -.max))),
      ("99999999999999999999999s", .value(Interval(nanoseconds: .max))), ("1e3s", .malformed),
    ] as [(String, QuantityReading<Interval>)])
  func `other texts are no durations`(text: String, reading: QuantityReading<Interval>) {
    #expect(Interval.reading(text) == reading)
  }

  @Test(
    arguments: [
      (.zero, "0s"), (.seconds(30), "30s"), (.seconds(90), "1m30s"), (.hours(36), "1d12h"),
      (.milliseconds(1_250), "1s250ms"), (.nanoseconds(1_001), "1us1ns"), (.seconds(-5), "-5s"),
    ] as [(Interval, String)])
  func `durations are spelt so that they are read back`(interval: Interval, text: String) {
    #expect(interval.spelt == text)
    #expect(Interval.reading(text) == .value(interval))
  }

  @Test(
    arguments: [
      ("64B", .value(64)), ("2KB", .value(2_048)), ("512MB", .value(512 << 20)),
      ("1.5GB", .value(3 << 29)), ("-1B", .value(-1)), ("64", .noUnit), ("1kb", .misspelt("1KB")),
      ("1 MiB", .misspelt("1MB")), ("1k", .misspelt("1KB")), ("1TB", .unknownUnit("TB")),
      ("9999999999GB", .value(.max)), ("B", .malformed), ("1KB1B", .malformed),
    ] as [(String, QuantityReading<Int>)])
  func `sizes have units of 1,024`(text: String, reading: QuantityReading<Int>) {
    #expect(SizeText.reading(text) == reading)
  }

  @Test(
    arguments: [
      ("10/s", .value(10)), ("600/m", .value(10)), ("1/h", .value(1.0 / 3_600)),
      ("0.5/s", .value(0.5)),
      ("86400/d", .value(1)), ("-1/s", .value(-1)), ("10", .noUnit), ("10 / s", .misspelt("10/s")),
      ("10/sec", .misspelt("10/s")), ("10/ms", .unknownUnit("/ms")), ("10s", .unknownUnit("s")),
      ("/s", .malformed), ("10/s/s", .unknownUnit("/s/s")),
    ] as [(String, QuantityReading<Double>)])
  func `rates are per second`(text: String, reading: QuantityReading<Double>) {
    #expect(RateText.reading(text) == reading)
  }

  @Test(
    arguments: [
      ("5%", .value(0.05)), ("0%", .value(0)), ("100%", .value(1)), ("12.5%", .value(0.125)),
      ("5", .noUnit), ("5 %", .misspelt("5%")), ("5percent", .misspelt("5%")),
      ("5‰", .unknownUnit("‰")), ("%", .malformed),
    ] as [(String, QuantityReading<Double>)])
  func `shares are fractions`(text: String, reading: QuantityReading<Double>) {
    #expect(ShareText.reading(text) == reading)
  }
}
