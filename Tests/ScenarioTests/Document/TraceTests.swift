import Scenario
import Simulation
import Testing

private typealias Row = Arrivals.Trace.Row

private func rows(_ text: String) -> Result<[Arrivals.Trace.Row], TraceMistake> {
  TraceReader.rows(in: "t.csv", Array(text.utf8))
}

private func row(_ seconds: Double, size: Int? = nil, group: Int? = nil) -> Row {
  Row(at: .start + Interval(seconds: seconds), size: size, group: group)
}

@Suite struct `Files of recorded messages` {
  @Test func `have a time in each line, and size and group where they were recorded`() throws {
    #expect(try rows("time_s\n0\n1.5\n").get() == [row(0), row(1.5)])
    #expect(
      try rows("group,time_s,size_bytes\n7,0.25,512\n,1e1,\n").get()
        == [row(0.25, size: 512, group: 7), row(10)])
  }

  @Test(arguments: [
    "time_s\r\n2\r\n1\r\n", "time_s\r2\r1", "\u{feff}time_s\n\n2\n\n1\n\n",
    "\"time_s\"\n\"2\"\n 1 ",
  ])
  func `may have any line ends, quotes, blanks and order`(text: String) throws {
    #expect(try rows(text).get() == [row(1), row(2)])
  }

  @Test func `keep the order of messages of one time`() throws {
    let text = "time_s,group\n5,1\n3,2\n5,3\n3,4\n"
    #expect(try rows(text).get().map(\.group) == [2, 4, 1, 3])
  }

  @Test(arguments: [
    ("", "'t.csv' has no messages in it; after the line with the columns comes one line a message"),
    (
      "time_s\n",
      "'t.csv' has no messages in it; after the line with the columns comes one line a message"
    ),
    ("1.5\n2\n", "'t.csv', line 1: the first line must name the column 'time_s'"),
    (
      "size_bytes,group\n1,2\n",
      "'t.csv', line 1: the first line must name the column 'time_s', not only 'size_bytes' and "
        + "'group'"
    ),
    ("time\n1\n", "'t.csv', line 1: unknown column 'time'; did you mean 'time_s'?"),
    (
      "time_s,colour\n1,2\n",
      "'t.csv', line 1: unknown column 'colour'; use 'time_s', 'size_bytes' or 'group'"
    ),
    ("time_s,time_s\n1,2\n", "'t.csv', line 1: the column 'time_s' is there twice"),
    ("time_s,group\n1,2\n3\n", "'t.csv', line 3: there are 1 field; the first line has 2"),
    (
      "time_s\n1\n\n-1\n",
      "'t.csv', line 4: 'time_s' is \"-1\"; use the seconds since the start of the run, such as 12.5"
    ),
    (
      "time_s\nnan\n",
      "'t.csv', line 2: 'time_s' is \"nan\"; use the seconds since the start of the run, such as "
        + "12.5"
    ),
    (
      "time_s\n1e300\n",
      "'t.csv', line 2: 'time_s' is \"1e300\"; use the seconds since the start of the run, such as "
        + "12.5"
    ),
    (
      "time_s,size_bytes\n1,0\n",
      "'t.csv', line 2: 'size_bytes' is \"0\"; use a whole number from 1 to 1073741824"
    ),
    (
      "time_s,group\n1,-2\n",
      "'t.csv', line 2: 'group' is \"-2\"; use a whole number from 0 to 9999999"
    ),
    (
      "time_s,group\n1,10000000\n",
      "'t.csv', line 2: 'group' is \"10000000\"; use a whole number from 0 to 9999999"
    ),
    ("time_s\n\"1\n", "'t.csv', line 2: the quotation mark has no end"),
    (
      "time_s\n\"1\"2\n",
      "'t.csv', line 2: a comma must follow the closing quotation mark"
    ),
  ])
  func `are refused with the line that is wrong`(text: String, sentence: String) {
    #expect(throws: TraceMistake.self) { try rows(text).get() }
    if case .failure(let mistake) = rows(text) {
      #expect(Problem.trace(mistake.problem).sentence == sentence)
    }
  }

  @Test func `that are not text are refused`() {
    let result = TraceReader.rows(in: "t.csv", Array("time_s\n".utf8) + [0xff, 0x0a])
    #expect(throws: TraceMistake(.line(file: "t.csv", 2, .notText))) { try result.get() }
  }

  @Test func `are opened once for each name, and fill the producers that name them`() throws {
    let producers = """
      a: { target: "orders", arrivals: { trace: { file: "t.csv" } } },
      b: { target: "orders", arrivals: { trace: { file: "t.csv" } } },
      """
    var opened: [String] = []
    let (document, mistakes) = reading(shop(producers: producers, variants: "v: {}")) { file in
      opened.append(file)
      return .contents(Array("time_s\n1\n2\n".utf8))
    }
    #expect(mistakes.isEmpty)
    #expect(opened == ["t.csv"])
    let variant = try #require(document?.variants.first)
    for producer in variant.blueprint.producers.dropFirst() {
      guard case .trace(let trace) = producer.value.arrivals else {
        Issue.record("no trace")
        continue
      }
      #expect(trace.rows == [row(1), row(2)])
    }
  }

  @Test func `that cannot be opened are mistakes of the scenario`() {
    let producers = #"a: { target: "orders", arrivals: { trace: { file: "t.csv" } } }"#
    #expect(
      findings(in: shop(producers: producers, variants: "v: {}")) == [
        #"error at "t.csv": 't.csv' cannot be read: no such file"#
      ])
  }
}
