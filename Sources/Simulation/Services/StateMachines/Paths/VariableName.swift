/// How variables of a workflow are named: a letter, then letters, digits and underscores.
///
/// Unicode identifiers are allowed, 80 characters long at most, and `states` is reserved
/// (https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html).
enum VariableName {
  static let longest = 80
  static let reserved = "states"

  static func allows(_ scalar: Unicode.Scalar, isFirst: Bool) -> Bool {
    scalar.properties.isAlphabetic
      || !isFirst && (scalar == "_" || scalar.properties.numericType == .decimal)
  }

  /// Whether a text can be a variable's name.
  static func isValid(_ name: String) -> Bool {
    guard !name.isEmpty else { return false }
    return name.unicodeScalars.enumerated().allSatisfy { allows($1, isFirst: $0 == 0) }
  }
}
