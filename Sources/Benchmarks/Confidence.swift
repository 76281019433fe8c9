/// Comparisons of a simulated quantity with theory.
enum Confidence {
  /// How many standard deviations hold 99.9 % of a normal distribution between them.
  static let z999 = 3.2905

  /// A sentence if a value lies outside of its interval.
  static func mistake(_ name: String, _ value: Double, expected: Double, within tolerance: Double)
    -> String?
  {
    if (value - expected).magnitude <= tolerance { return nil }
    return "\(name) is \(value), expected \(expected) ± \(tolerance)"
  }
}

/// The C models as sides of a row.
enum ReferenceSide {}

/// Faultline as a side of a row.
enum SwiftSide {}
