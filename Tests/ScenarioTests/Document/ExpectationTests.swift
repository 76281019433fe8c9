import Scenario
import Simulation
import Testing

/// An expectation with what it is read as.
struct ExpectationExample: CustomTestStringConvertible, Sendable {
  let text: String
  let subject: Scenario.Expectation.Subject
  let phase: Phase?
  let comparison: Scenario.Expectation.Comparison
  let bound: Double
  let unit: Scenario.Expectation.Unit

  init(
    _ text: String, _ subject: Scenario.Expectation.Subject, phase: Phase? = nil,
    _ comparison: Scenario.Expectation.Comparison, _ bound: Double,
    _ unit: Scenario.Expectation.Unit
  ) {
    self.text = text
    self.subject = subject
    self.phase = phase
    self.comparison = comparison
    self.bound = bound
    self.unit = unit
  }

  var testDescription: String { text }
}

@Suite struct `Expectations of a scenario` {
  @Test(arguments: [
    ExpectationExample(#""messages.lost": "== 0""#, .outcome(.lost), .equal, 0, .count),
    ExpectationExample(
      #""messages.completed": ">= 99.5%""#, .outcome(.completed), .atLeast, 0.995, .shareOfOffered),
    ExpectationExample(
      #""charge.duplicates": "<1""#, .effect(name: "charge", .duplicates), .less, 1, .count),
    ExpectationExample(
      #""charge.total": "!= 3""#, .effect(name: "charge", .total), .notEqual, 3, .count),
    ExpectationExample(
      #""work.Duration.P99 {phase: chaos}": "  <  1m30s ""#,
      .metric(component: "work", .duration, .p99), phase: .chaos, .less, 90, .seconds),
    ExpectationExample(
      #""work.Duration.samplecount": "> 3""#,
      .metric(component: "work", .duration, .sampleCount), .greater, 3, .count),
    ExpectationExample(
      #""work.Errors.Average": "<= 5%""#,
      .metric(component: "work", .errors, .average), .atMost, 0.05, .count),
    ExpectationExample(
      #""orders.ApproximateAgeOfOldestMessage.Maximum{phase:recovery}": "< 2m""#,
      .metric(component: "orders", .ageOfOldestMessage, .maximum), phase: .recovery, .less, 120,
      .seconds),
    ExpectationExample(
      #""orders.SentMessageSize.Maximum": "<= 2KB""#,
      .metric(component: "orders", .sentMessageSize, .maximum), .atMost, 2_048, .bytes),
    ExpectationExample(
      #""messages.EndToEndLatency.p90": "< 250ms""#,
      .metric(component: "messages", .endToEndLatency, .p90), .less, 0.25, .seconds),
    ExpectationExample(
      #""guests.Accepted.Sum": ">= 1e3""#,
      .metric(component: "guests", .sendsAccepted, .sum), .atLeast, 1_000, .count),
    ExpectationExample(
      #""a.b.Calls.Sum": "> 0""#, .metric(component: "a.b", .calls, .sum), .greater, 0, .count),
    ExpectationExample(#"recoveryTime: "< 10m""#, .recoveryTime, .less, 600, .seconds),
    ExpectationExample(#"cost: "< $0.05""#, .cost(component: nil), .less, 0.05, .dollars),
    ExpectationExample(
      #""a.b.cost": ">= 0.5 dollars""#, .cost(component: "a.b"), .atLeast, 0.5, .dollars),
  ])
  func `are read with their units`(example: ExpectationExample) {
    let text = shop(
      components: #""a.b": { type: "dependency" },"#,
      faults: #"{ action: "dependency.hang", target: "pay", at: "1m", duration: "1m" }"#,
      expectations: example.text)
    let expectation = reading(text).document?.base.expectations.first
    #expect(expectation?.subject == example.subject)
    #expect(expectation?.phase == example.phase)
    #expect(expectation?.comparison == example.comparison)
    #expect(expectation?.bound == example.bound)
    #expect(expectation?.unit == example.unit)
    #expect(findings(in: text) == [])
  }

  @Test func `can be about everything that a component records`() {
    for type in ComponentCatalogue.types {
      let names = type.metrics.map(\.definition.name)
      #expect(Set(names).count == names.count, "\(type.typeName)")
    }
  }
}
