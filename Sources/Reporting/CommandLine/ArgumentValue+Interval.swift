internal import Scenario
package import Simulation

extension Interval: ArgumentValue {
  /// A duration as scenarios write it, such as `90s` or `1h30m`.
  package init?(argument: String) {
    guard case .value(let interval) = Interval.reading(argument) else { return nil }
    self = interval
  }

  package var argumentText: String { spelt }

  package static var expectation: ArgumentExpectation {
    .described("a duration such as 90s or 1h30m", placeholder: "<duration>")
  }
}
