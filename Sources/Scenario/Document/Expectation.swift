package import Simulation

/// A threshold that a run's results must keep to: `"messages.lost": "== 0"`.
package struct Expectation: Sendable {
  /// What is measured.
  package enum Subject: Hashable, Sendable {
    /// A count of outcomes, such as `messages.lost` or `messages.completed`.
    case outcome(String)
    /// A count of a business effect: `charge.total` or `charge.duplicates`.
    case effect(name: String, measure: String)
    /// A statistic of a component's metric, such as `process-order.Duration.p99`.
    case metric(component: String, Metric, statistic: String)
    /// The time from the end of the last fault until nothing from before is open.
    case recoveryTime
    /// What the run cost, in dollars; of one component if it is named.
    case cost(component: String?)
  }

  /// How a value is compared with the bound.
  package enum Comparison: String, CaseIterable, Sendable {
    case less = "<"
    case atMost = "<="
    case equal = "=="
    case notEqual = "!="
    case atLeast = ">="
    case greater = ">"
  }

  /// The expectation as the file has it, for reports.
  package var text: String
  /// What is measured.
  package var subject: Subject
  /// The phase that a metric is looked at in; `nil` for the whole run.
  package var phase: Phase?
  /// How the value is compared.
  package var comparison: Comparison
  /// The bound, in the unit of the subject: seconds for times, dollars for costs, else the metric's.
  package var bound: Double

  /// An expectation.
  package init(
    text: String, subject: Subject, phase: Phase?, comparison: Comparison, bound: Double
  ) {
    self.text = text
    self.subject = subject
    self.phase = phase
    self.comparison = comparison
    self.bound = bound
  }
}
