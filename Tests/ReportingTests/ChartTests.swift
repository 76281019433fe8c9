import Reporting
import Simulation
import Testing

/// Ten minutes of an outage in half an hour of coffee.
enum Coffee {
  static let outage = Chart.FaultMark(
    "payments-down", start: .start + .minutes(5), end: .start + .minutes(15))

  /// Half an hour by the minute.
  static func chart(
    _ title: String, _ subtitle: String, _ series: [Chart.Series],
    faults: [Chart.FaultMark] = [outage]
  ) -> Chart {
    Chart(
      title: title, subtitle: subtitle, duration: .minutes(30), period: .minutes(1),
      series: series, faults: faults)
  }

  /// Six invocations a minute in the outage, three in the two minutes after it, and one before.
  static let invocations: [Double?] = (0..<30).map { minute in
    switch minute {
    case 1: 1
    case 5..<15: 6
    case 15..<17: 3
    default: nil
    }
  }
  /// Thirty seconds each in the outage, milliseconds otherwise.
  static let durations: [Double?] = invocations.map { count in count.map { $0 == 6 ? 30_000 : 80 } }
  static let inFlight: [Double?] = (0..<30).map { (5..<15).contains($0) ? 3 : 0 }
  static let visible: [Double?] = (0..<30).map { (5..<15).contains($0) ? Double($0 % 3) : 0 }

  static let storm = chart(
    "process-order  Invocations, Duration", "sum, p99 per 1 min",
    [
      .init("Invocations", unit: .count, values: invocations, drawing: .bars),
      .init("Duration", unit: .milliseconds, values: durations),
    ])
  static let depth = chart(
    "orders  queue depth", "maximum per 1 min",
    [
      .init("visible", unit: .count, values: visible, drawing: .step),
      .init("in flight", unit: .count, values: inFlight, drawing: .step),
    ],
    faults: [
      outage, .init("bad deploy", start: .start + .minutes(12), end: .start + .minutes(14)),
      .init("late", start: .start + .minutes(28), end: .never),
    ])
}

@Suite struct `Time series chart` {
  @Test func `bars and a line have an axis each and the fault is marked`() {
    #expect(
      Coffee.storm.text(in: TerminalStyle(width: 80)) == """
        process-order  Invocations, Duration               sum, p99 per 1 min
        6 ┤          ⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⡆┊                             ├ 30 s
          │          ███████████████████⡇┊                             │
          │          ███████████████████⢳┊                             │
        4 ┤          ███████████████████⢸┊                             ├ 20 s
          │          ███████████████████⠸⡄                             │
          │          ████████████████████⡇███                          │
        2 ┤          ████████████████████⢧███                          ├ 10 s
          │          ████████████████████⢸███                          │
          │  ⠤⠤      ████████████████████⠸⠤⠤⠤                          │
        0 ┼──────────┬─────────┬─────────┬─────────┬─────────┬─────────┬ 0
          0          5        10        15        20        25        30 min
                     ▒▒ payments-down ▒▒▒
          ███  Invocations (left axis)  last 3      mean 5.2     max 6
          ⠒⠒⠒  Duration (right axis)    last 80 ms  mean 23.1 s  max 30 s

        """)
  }

  @Test func `steps of one unit share their axis, and labels of faults find room`() {
    #expect(
      Coffee.depth.text(in: TerminalStyle(width: 80)) == """
        orders  queue depth                           maximum per 1 min
        3 ┤          ⡄⠒ ⠒ ⠒ ⠒ ⠒ ⠒ ⠒┊⠒ ⠒┊⠒⡄                         ┊
          │          ⡄             ┊   ┊ ⡄                         ┊
          │          ⡄             ┊   ┊ ⡄                         ┊
        2 ┤          ⡖⠒⡆   ⡖⠒⡆   ⡖⠒⡆   ⡖⠒⡆                         ┊
          │          ⡇ ⡇   ⡇ ⡇   ⡇ ⡇   ⡇ ⡇                         ┊
          │          ⡇ ⡇   ⡇ ⡇   ⡇ ⡇   ⡇ ⡇                         ┊
        1 ┤          ⡇ ⡇ ⡖⠒⠃ ⡇ ⡖⠒⠃ ⡇ ⡖⠒⠃ ⡇                         ┊
          │          ⡇ ⡇ ⡇   ⡇ ⡇   ⡇ ⡇ ┊ ⡇                         ┊
          │⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⡇ ⣇⣀⡇   ⣇⣀⡇   ⣇⣀⡇ ┊ ⣇⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀
        0 ┼──────────┬─────────┬─────────┬─────────┬─────────┬─────────┬
          0          5        10        15        20        25        30 min
                     ▒▒ payments-down ▒▒▒                     late ▒▒▒▒
                                   ▒▒▒▒ bad deploy
          ⠒⠒⠒  visible    last 0  mean 0.37  max 2
          ⠒ ⠒  in flight  last 0  mean 1     max 3

        """)
  }

  @Test func `plain characters do where there is no Unicode`() {
    #expect(
      Coffee.depth.text(in: TerminalStyle(width: 80, glyphs: .ascii)) == """
        orders  queue depth                           maximum per 1 min
        3 +          ooooooooooooooooooooo                         :
          |          o             :   : o                         :
          |          o             :   : o                         :
        2 +          ***   ***   ***   ***                         :
          |          * *   * *   * *   * *                         :
          |          * *   * *   * *   * *                         :
        1 +          * * *** * *** * *** *                         :
          |          * * *   * *   * * : *                         :
          |*********** ***   ***   *** : ******************************
        0 +----------+---------+---------+---------+---------+---------+
          0          5        10        15        20        25        30 min
                     ## payments-down ###                     late ####
                                   #### bad deploy
          ***  visible    last 0  mean 0.37  max 2
          ooo  in flight  last 0  mean 1     max 3

        """)
  }

  @Test func `a line has gaps where there is no data point`() {
    let values: [Double?] = [0, 10, 20, nil, nil, 5, nil, 1, 1, 2]
    let chart = Chart(
      title: "latency", duration: .seconds(10), period: .seconds(1),
      series: [.init("p99", unit: .seconds, values: values)])
    #expect(
      chart.text(in: TerminalStyle(width: 60)) == """
        latency
        20 s ┤         ⣰⠒⠒
             │        ⣰⠃
        15 s ┤       ⣰⠃
             │      ⣰⠃
        10 s ┤     ⣰⠃
             │    ⡼⠁
         5 s ┤  ⢀⡼⠁               ⠒⠒⠒⠒
             │⣀⣀⡞                         ⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤
           0 ┼────────┬───────┬───────┬───────┬───────┬
             0        2       4       6       8      10 s
          ⠒⠒⠒  p99  last 2 s  mean 5.57 s  max 20 s

        """)
  }

  @Test(arguments: [Chart.Reduction.maximum, .mean])
  func `more points than columns are reduced as the note says`(reduction: Chart.Reduction) {
    let spikes = (0..<3_600).map { $0 % 900 == 450 ? 100.0 : 20 }
    let chart = Chart(
      title: "backlog", subtitle: "per 1 s", duration: .hours(1), period: .seconds(1),
      series: [.init("visible", unit: .count, values: spikes, reduction: reduction)], height: 5)
    let expected =
      reduction == .maximum
      ? """
      backlog                                        per 1 s
      100 ┤      ⣶           ⣶           ⢰⡆          ⢰⡆
       80 ┤      ⣿           ⣿           ⢸⡇          ⢸⡇
       60 ┤      ⣿           ⣿           ⢸⡇          ⢸⡇
       40 ┤      ⣿           ⣿           ⢸⡇          ⢸⡇
       20 ┤⠒⠒⠒⠒⠒⠒⠛⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠛⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠚⠓⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠚⠓⠒⠒⠒⠒⠒
        0 ┼────────┬───────┬───────┬───────┬───────┬────────┬
          0       10      20      30      40      50       60 min
        ⠒⠒⠒  visible  last 20  mean 20  max 100
        visible: each column is the maximum of up to 37 points

      """
      : """
      backlog                                        per 1 s
      100 ┤
       80 ┤
       60 ┤
       40 ┤
       20 ┤⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒
        0 ┼────────┬───────┬───────┬───────┬───────┬────────┬
          0       10      20      30      40      50       60 min
        ⠒⠒⠒  visible  last 20  mean 20  max 100
        visible: each column is the mean of up to 37 points

      """
    #expect(chart.text(in: TerminalStyle(width: 60)) == expected)
  }

  @Test(
    arguments: [
      ([], DisplayUnit.bytes, ["1 B"]),
      ([0, 0, 0], .count, ["1"]),
      ([1], .count, ["1"]),
      ([2, 2], .count, ["2", "1"]),
      ([3.7], .count, ["4", "3", "2", "1"]),
      ([7], .count, ["8", "6", "4", "2"]),
      ([61_000], .count, ["80k", "60k", "40k", "20k"]),
      ([1_000_000], .count, ["1.0M", "0.8M", "0.6M", "0.4M", "0.2M"]),
      ([1e300], .count, ["1e300", "8e299", "6e299", "4e299", "2e299"]),
      ([1e-300], .none, ["1e-300", "8e-301", "6e-301", "4e-301", "2e-301"]),
      ([30_000], .milliseconds, ["30 s", "20 s", "10 s"]),
      ([90], .seconds, ["90 s", "60 s", "30 s"]),
      ([0.25], .milliseconds, ["250 µs", "200 µs", "150 µs", "100 µs", "50 µs"]),
      ([345_600], .seconds, ["96 h", "72 h", "48 h", "24 h"]),
      ([262_144], .bytes, ["300 KB", "200 KB", "100 KB"]),
      ([100], .percent, ["100%", "80%", "60%", "40%", "20%"]),
      ([0.000123], .dollars, ["$0.00015", "$0.00010", "$0.00005"]),
      ([.infinity, -5, .nan], .count, ["1"]),
    ] as [([Double], DisplayUnit, [String])])
  func `the axis starts at zero and has easy steps`(
    values: [Double], unit: DisplayUnit, labels: [String]
  ) {
    let chart = Chart(
      title: "", duration: .minutes(3), period: .minutes(1),
      series: [.init("x", unit: unit, values: values)])
    #expect(axisLabels(of: chart) == labels)
  }

  @Test func `an axis reaches as far as that of the variant it is compared with`() {
    var chart = Coffee.depth
    chart.reach = 100
    #expect(axisLabels(of: chart) == ["100", "80", "60", "40", "20"])
  }

  @Test(arguments: [
    (Interval.milliseconds(5), "0 1 2 3 4 5 ms"), (.seconds(90), "0 15 30 45 60 75 90 s"),
    (.minutes(1), "0 10 20 30 40 50 60 s"), (.minutes(30), "0 5 10 15 20 25 30 min"),
    (.minutes(31), "0 5 10 15 20 25 30 min"), (.hours(2), "0 20 40 60 80 100 120 min"),
    (.hours(6), "0 1 2 3 4 5 6 h"), (.days(4), "0 24 48 72 96 h"),
    (.days(14), "0 2 4 6 8 10 12 14 d"), (.longest, "0 10000 20000 30000 d"),
  ])
  func `virtual time is labelled in units of the clock`(duration: Interval, expected: String) {
    let chart = Chart(
      title: "", duration: duration, period: duration,
      series: [.init("x", unit: .count, values: [1])])
    let lines = chart.text(in: TerminalStyle(width: 70)).split(separator: "\n")
    let labels = lines.first { $0.hasSuffix(expected.suffix(2)) } ?? ""
    #expect(labels.split(separator: " ").joined(separator: " ") == expected)
  }

  @Test func `windows without room are counted, and those outside are left out`() {
    let minutes = (0..<6).map { start in
      Chart.FaultMark(
        "a fault with quite a long name \(start)", start: .start + .minutes(start),
        end: .start + .minutes(start + 20))
    }
    let outside = Chart.FaultMark("outside", start: .start + .minutes(30), end: .never)
    let empty = Chart.FaultMark("empty", start: .start, end: .start)
    let chart = Coffee.chart(
      "x", "", [.init("x", unit: .count, values: [])], faults: minutes + [outside, empty])
    let lines = chart.text(in: TerminalStyle(width: 60)).split(separator: "\n").suffix(6)
    #expect(
      lines.joined(separator: "\n") == """
           ▒ a fault with quite a long name…▒
            ▒ a fault with quite a long name 1▒
              ▒ a fault with quite a long name 2▒
                ▒ a fault with quite a long name 3▒
           and 2 more fault windows
          ⠒⠒⠒  x  no data
        """)
  }

  @Test(arguments: [60, 80, 120, 200])
  func `no line is wider than the terminal`(width: Int) {
    for chart in [Coffee.storm, Coffee.depth] {
      for glyphs in [TerminalStyle.Glyphs.unicode, .ascii] {
        let lines = chart.text(in: TerminalStyle(width: width, glyphs: glyphs)).split(
          separator: "\n")
        #expect(lines.map { CellText.width(of: $0) }.reduce(0, max) <= width)
      }
    }
  }

  @Test func `colours change nothing but colours`() {
    let plain = Coffee.storm.text(in: TerminalStyle(width: 80))
    let coloured = Coffee.storm.text(in: TerminalStyle(width: 80, hasColour: true))
    #expect(coloured != plain)
    #expect(withoutColours(coloured) == plain)
  }

  private func axisLabels(of chart: Chart) -> [String] {
    let lines = chart.text(in: TerminalStyle()).split(separator: "\n")
    return lines.compactMap { line in
      guard let tick = line.firstIndex(of: "┤") else { return nil }
      return String(line[..<tick].drop { $0 == " " }.dropLast())
    }
  }

  private func withoutColours(_ text: String) -> String {
    text.split(separator: "\u{1B}[", omittingEmptySubsequences: false).enumerated()
      .map { $0 == 0 ? $1 : $1.drop { $0 != "m" }.dropFirst() }.joined()
  }
}

@Suite struct `Sparkline in a table` {
  @Test(
    arguments: [
      ([], 5, ""), ([0, 0], 5, "__"), ([1, 2, 4, nil, 8, 0], 9, "▁▂▄ █_"),
      ([5, 5, 5], 3, "███"), ([0, 0, 9, 0, 3, nil], 3, "_█▃"), ([.infinity, 1], 2, " █"),
      ([1e-9, 1e9], 2, "▁█"),
    ] as [([Double?], Int, String)])
  func `it is a bar for each value, or for the largest of several`(
    values: [Double?], width: Int, expected: String
  ) {
    #expect(Sparkline.text(values, width: width, glyphs: .unicode) == expected)
  }

  @Test func `plain characters do`() {
    let values: [Double?] = (0...8).map(Double.init) + [nil]
    #expect(Sparkline.text(values, width: 20, glyphs: .ascii) == "_.:-=+*#@ ")
  }
}
