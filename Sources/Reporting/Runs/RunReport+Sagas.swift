internal import Experiment
internal import Scenario
internal import Simulation

/// What became of transactions, in plain words; nothing where there are none.
extension RunReport {
  /// How many transactions came to which end, and which of their steps are half done.
  func sagasSection(in style: TerminalStyle) -> String {
    guard let sagas = result.sagas else { return "" }
    var table = Table(
      [.init(leader: .dots), .init("", .right), .init(overflow: .wrap)], indentation: 2)
    for outcome in Expectation.SagaOutcome.allCases {
      let count = sagas.outcomes.count(of: outcome)
      table.append([
        Table.Cell(outcome.rawValue),
        Table.Cell(NumberText.grouped(count), count > 0 ? outcome.paint : .plain),
        Table.Cell(count > 0 ? outcome.meaning : "", .quiet),
      ])
    }
    for step in sagas.steps where step.value != .init() {
      table.append([
        Table.Cell("half done: \(step.name)"),
        Table.Cell(NumberText.grouped(step.value.standing), .bad),
        Table.Cell(step.value.note, .quiet),
      ])
    }
    return ReportSection.text("Transactions", table.text(in: style), in: style)
  }

  func writeSagas(to json: inout JSONText) {
    guard let sagas = result.sagas else { return }
    json.object("sagas") { json in
      for outcome in Expectation.SagaOutcome.allCases {
        json.member(outcome.rawValue, sagas.outcomes.count(of: outcome))
      }
      json.array("halfDone", sagas.steps) { json, step in
        json.object(compact: true) {
          $0.member("step", step.name)
          $0.member("standing", step.value.standing)
          $0.member("repeated", step.value.repeated)
          $0.member("missing", step.value.missing)
        }
      }
    }
  }
}

extension RunResult {
  /// What became of transactions, as measures; none where there are none.
  var sagaMeasures: [Measure] {
    guard let sagas else { return [] }
    return Expectation.SagaOutcome.allCases.map { outcome in
      Measure(
        "\(Expectation.SagaOutcome.owner).\(outcome.rawValue)", .count,
        Double(sagas.outcomes.count(of: outcome)))
    }
  }
}

extension Expectation.SagaOutcome {
  /// What the outcome means, for those who read it the first time.
  var meaning: String {
    switch self {
    case .committed: "every step stands, once"
    case .compensated: "every step that was done was taken back"
    case .untouched: "ended before any step was done"
    case .inconsistent: "ended with steps half done"
    case .stuck: "in a dead-letter queue at the end, undecided"
    case .open: "waiting or being worked on at the end"
    }
  }

  fileprivate var paint: Paint {
    switch self {
    case .committed, .compensated: .good
    case .untouched: .plain
    case .inconsistent: .bad
    case .stuck, .open: .warning
    }
  }
}

extension SagaLedger.Step {
  /// How the step is half done, in words.
  var note: String {
    let parts = [(missing, "missing"), (repeated, "standing twice")].filter { $0.0 > 0 }
    return (["times it stands alone"] + parts.map { "\(NumberText.grouped($0.0)) times \($0.1)" })
      .joined(separator: ", ")
  }
}
