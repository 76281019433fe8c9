import Simulation
import Testing

/// Reads a document that the test itself has written.
func document(_ text: String) throws -> JSONValue { try JSONReader.read(text) }

/// Executes a definition with mocks.
func execute(
  _ definition: String, input: String = "{}", mocks: String = "{}", seed: UInt64 = 1,
  kind: StateMachine.Kind = .standard
) throws -> MockedExecution {
  let outcome = DefinitionReader.read(definition, kind: kind)
  let machine = try #require(
    outcome.machine, "\(outcome.findings.map(\.description).joined(separator: "\n"))")
  return try MockedExecution(
    of: machine, input: try document(input), mocks: try TaskMocks(try document(mocks)), seed: seed)
}

/// A definition with one state named X that ends the machine, given by its other fields.
func only(_ fields: String, language: String = "JSONPath") -> String {
  #"{"QueryLanguage": "\#(language)", "StartAt": "X", "States": {"X": {\#(fields)}}}"#
}

/// What a Pass state makes of an input by its Parameters.
func parameters(_ template: String, input: String = "{}") throws -> StateMachineExecution.Outcome {
  try execute(only(#""Type": "Pass", "Parameters": \#(template), "End": true"#), input: input)
    .outcome
}

/// What a JSONata Pass state makes of an input by an expression.
func jsonata(_ expression: String, input: String = "{}") throws -> StateMachineExecution.Outcome {
  let text = JSONValue.string("{% \(expression) %}").description
  return try execute(
    only(#""Type": "Pass", "Output": \#(text), "End": true"#, language: "JSONata"), input: input
  ).outcome
}

extension StateMachineExecution.Outcome {
  /// The error's name, where there is one.
  var error: String? {
    switch self {
    case .failed(let error, _), .aborted(let error, _): error
    case .succeeded, .timedOut: nil
    }
  }

  /// The sentence about an error, where there is one.
  var cause: String? {
    switch self {
    case .failed(_, let cause), .aborted(_, let cause): cause
    case .succeeded, .timedOut: nil
    }
  }

  /// The output as JSON, or the error's name.
  var shown: String {
    switch self {
    case .succeeded(let output): output.description
    case .failed(let error, _), .aborted(let error, _): error ?? "no error"
    case .timedOut: "timed out"
    }
  }
}

extension MockedExecution {
  /// The types of the events, one after the other.
  var types: [String] { execution.events.map(\.type) }
}
