import Experiment
import Reporting
import Scenario
import Testing

extension JudgedExpectation {
  /// An expectation of `shop.json5`, which is said to be 3.
  fileprivate init(
    _ text: String, _ result: Verdict.Result, variant: String = "", at place: SourcePlace? = nil,
    file: String = "shop.json5"
  ) {
    self.init(
      file: file, place: place, variant: variant, text: text,
      result: result, observation: "it is 3")
  }
}

@Suite struct `A file in JUnit's form` {
  @Test func `has a case for each expectation`() {
    let file = JUnitFile(
      "The shop",
      [
        .init("messages.lost == 0", .pass, at: SourcePlace(line: 7, column: 3)),
        .init("cost < 2", .fail, variant: "no \"DLQ\"", at: SourcePlace(line: 8, column: 3)),
        .init("recoveryTime < 5m", .inconclusive),
      ])
    #expect(
      file.text == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites tests="3" failures="2" errors="0">
          <testsuite name="The shop" tests="3" failures="2" errors="0">
            <testcase classname="shop.json5" name="messages.lost == 0" file="shop.json5" line="7"/>
            <testcase classname="no &quot;DLQ&quot;" name="cost &lt; 2" file="shop.json5" line="8">
              <failure type="failed" message="it is 3"/>
            </testcase>
            <testcase classname="shop.json5" name="recoveryTime &lt; 5m" file="shop.json5">
              <failure type="inconclusive" message="it is 3"/>
            </testcase>
          </testsuite>
        </testsuites>

        """)
  }

  @Test func `is well-formed whatever the scenario is called`() {
    let file = JUnitFile("a & b > c\n\u{1}", [])
    #expect(file.text.contains("name=\"a &amp; b &gt; c&#10;\u{FFFD}\""))
  }
}

@Suite struct `Annotations` {
  private let judged: [JudgedExpectation] = [
    .init("messages.lost == 0", .pass),
    .init(
      "cost < 5%", .fail, variant: "a, b", at: SourcePlace(line: 8, column: 3),
      file: "C:shops,one.json5"),
    .init("recoveryTime < 5m", .inconclusive),
  ]

  @Test func `for GitHub mark what does not hold, escaped as its runner wants it`() {
    #expect(
      Reporting.Annotations.github.text(of: judged) == """
        ::error file=C%3Ashops%2Cone.json5,line=8,col=3,title=expectation does not hold::\
        'a, b': cost < 5%25: it is 3
        ::warning file=shop.json5,title=expectation cannot be judged::\
        recoveryTime < 5m: it is 3

        """)
  }

  @Test func `are none unless asked for`() {
    #expect(Reporting.Annotations.none.text(of: judged) == "")
  }
}

@Suite struct `A number of replications` {
  @Test(arguments: [
    ("1", ReplicationChoice.fixed(1)), ("100000", .fixed(100_000)), ("auto", .auto),
  ])
  func `is read from the command line`(text: String, choice: ReplicationChoice) {
    #expect(ReplicationChoice(argument: text) == choice)
    #expect(choice.argumentText == text)
  }

  @Test(arguments: ["0", "-1", "100001", "1.5", "Auto", ""])
  func `is refused`(text: String) {
    #expect(ReplicationChoice(argument: text) == nil)
  }
}
