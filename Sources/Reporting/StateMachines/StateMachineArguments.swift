package import Simulation

extension StateMachine.Kind: ArgumentValue {
  /// The service's name for it, in letters of any size.
  package init?(argument: String) { self.init(rawValue: argument.uppercased()) }
  package var argumentText: String { rawValue.lowercased() }
  package static var expectation: ArgumentExpectation {
    .oneOf(allCases.map(\.argumentText))
  }
}

extension CivilTime: ArgumentValue {
  /// A date and time in UTC, as timestamps have it.
  package init?(argument: String) { self.init(argument) }
  package var argumentText: String { description }
  package static var expectation: ArgumentExpectation {
    .described("a date and time such as 2025-12-01T00:00:00Z", placeholder: "<timestamp>")
  }
}
