/// What is wrong with a definition, or likely to be, in the words of the service.
///
/// Codes and places are those of `ValidateStateMachineDefinition`
/// (https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html);
/// the service says itself that its wording may change, so the sentences here only follow it.
package struct DefinitionFinding: Hashable, Sendable {
  /// Whether the service refuses the definition for it.
  package enum Severity: String, Hashable, Sendable {
    case error = "ERROR"
    case warning = "WARNING"
  }

  /// The service's name for the finding.
  package enum Code: String, CaseIterable, Hashable, Sendable {
    case invalidJSON = "INVALID_JSON_DESCRIPTION"
    case schema = "SCHEMA_VALIDATION_FAILED"
    case missingEndState = "MISSING_END_STATE"
    case duplicateStateName = "DUPLICATE_STATE_NAME"
    case invalidStateName = "INVALID_STATE_NAME"
    case duplicateLabel = "DUPLICATE_LABEL_NAME"
    case invalidLabel = "INVALID_LABEL_NAME"
    case missingTarget = "MISSING_TRANSITION_TARGET"
    case reservedVariable = "RESERVED_VARIABLE_NAME"
    case invalidVariable = "INVALID_VARIABLE_NAME"
    case noDollar = "NO_DOLLAR"
    case passResultIsStatic = "PASS_RESULT_IS_STATIC"

    var severity: Severity {
      switch self {
      case .noDollar, .passResultIsStatic: .warning
      default: .error
      }
    }
  }

  /// The service's name for the finding.
  package let code: Code
  /// What is wrong, as a sentence.
  package let reason: String
  /// Where: the way through the definition, such as `/States/Charge/Next`; for a text that is no JSON
  /// its line and column.
  package let place: String

  /// Whether the service refuses the definition for it.
  package var severity: Severity { code.severity }
}

extension DefinitionFinding: CustomStringConvertible {
  package var description: String { "\(place): \(code.rawValue): \(reason)" }
}
