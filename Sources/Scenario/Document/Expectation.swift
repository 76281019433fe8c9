package import Simulation

/// A threshold that a run's results must keep to: `"messages.lost": "== 0"`.
package struct Expectation: Hashable, Sendable {
  /// What is measured.
  package enum Subject: Hashable, Sendable {
    /// A count of messages by what became of them, such as `messages.lost`.
    case outcome(Outcome)
    /// A count of transactions by what became of them, such as `sagas.inconsistent`.
    case saga(SagaOutcome)
    /// A count of a business effect, such as `charge.duplicates`.
    case effect(name: String, EffectMeasure)
    /// A statistic of a component's metric, such as `process-order.Duration.p99`.
    case metric(component: String, Metric, Statistic)
    /// The time from the end of the last fault until nothing from before is open.
    case recoveryTime
    /// What the run cost; of one component if it is named.
    case cost(component: String?)
  }

  /// What can become of a message.
  package enum Outcome: String, CaseIterable, Sendable {
    case offered
    case completed
    case lost
    case halfDone
    case compensated
    case stuck
    case pending
    case doubled
    case lostByExpiry
    case lostByDrop
    case outOfOrder
    case superseded
  }

  /// What can become of a transaction.
  package enum SagaOutcome: String, CaseIterable, Sendable {
    case committed
    case compensated
    case untouched
    case inconsistent
    case stuck
    case open

    /// What expectations about transactions begin with.
    package static let owner = "sagas"
  }

  /// What is counted of a business effect.
  package enum EffectMeasure: String, CaseIterable, Sendable {
    /// How often it happened.
    case total
    /// For how many messages it happened.
    case messages
    /// How often it happened again for a message for which it had happened.
    case duplicates
  }

  /// How a value is compared with the bound.
  package enum Comparison: String, CaseIterable, Sendable {
    case less = "<"
    case atMost = "<="
    case equal = "=="
    case notEqual = "!="
    case atLeast = ">="
    case greater = ">"

    /// Whether a value keeps to a bound.
    package func holds(_ value: Double, _ bound: Double) -> Bool {
      switch self {
      case .less: value < bound
      case .atMost: value <= bound
      case .equal: value == bound
      case .notEqual: value != bound
      case .atLeast: value >= bound
      case .greater: value > bound
      }
    }
  }

  /// What the value and the bound are counted in.
  package enum Unit: String, Sendable {
    case count
    case seconds
    case bytes
    case dollars
    /// A share of the messages that producers offered.
    case shareOfOffered
  }

  /// The expectation as the file has it, for reports: `messages.lost == 0`.
  package var text: String
  /// What is measured.
  package var subject: Subject
  /// The phase that a metric is looked at in; `nil` for the whole run.
  package var phase: Phase?
  /// How the value is compared.
  package var comparison: Comparison
  /// The bound, in `unit`.
  package var bound: Double
  /// What value and bound are counted in.
  package var unit: Unit

  /// An expectation.
  package init(
    text: String, subject: Subject, phase: Phase? = nil, comparison: Comparison, bound: Double,
    unit: Unit
  ) {
    self.text = text
    self.subject = subject
    self.phase = phase
    self.comparison = comparison
    self.bound = bound
    self.unit = unit
  }
}

extension Expectation.Subject {
  /// What the subject is counted in.
  package var unit: Expectation.Unit {
    switch self {
    case .outcome, .saga, .effect, .metric(_, _, .sampleCount): .count
    case .recoveryTime: .seconds
    case .cost: .dollars
    case .metric(_, let metric, _):
      switch metric.definition.unit {
      case .count, .percent: .count
      case .milliseconds, .seconds: .seconds
      case .bytes: .bytes
      case .dollars: .dollars
      }
    }
  }
}
