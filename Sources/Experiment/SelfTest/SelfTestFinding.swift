/// What a check of the self-test expected, and what it measured.
package struct SelfTestFinding: Hashable, Sendable {
  /// What was looked at, in words.
  package let subject: String
  /// What theory, a published figure or arithmetic says.
  package let expected: Double
  /// What this build gave.
  package let measured: Double
  /// Where the expected value must lie, around what was measured; `nil` where it must be met exactly.
  package let interval: ConfidenceInterval?
  /// Whether it holds.
  package let holds: Bool

  private init(
    _ subject: String, expected: Double, measured: Double, interval: ConfidenceInterval?,
    holds: Bool
  ) {
    self.subject = subject
    self.expected = expected
    self.measured = measured
    self.interval = interval
    self.holds = holds
  }
}

extension SelfTestFinding {
  /// An identity, which holds exactly.
  static func exact(_ subject: String, _ expected: Double, is measured: Double) -> Self {
    Self(
      subject, expected: expected, measured: measured, interval: nil, holds: measured == expected)
  }

  /// An identity of whole numbers.
  static func exact(_ subject: String, _ expected: Int, is measured: Int) -> Self {
    exact(subject, Double(expected), is: Double(measured))
  }

  /// Something that is so or is not.
  static func fact(_ subject: String, _ isSo: Bool) -> Self {
    exact(subject, 1, is: isSo ? 1 : 0)
  }

  /// A closed form, which lies inside the 99 % interval of independent replications.
  ///
  /// - Parameter isSharp: Whether the mean must be within 1 % of it, too. A station near saturation
  ///   forgets so slowly that this would take hours.
  static func closedForm(
    _ subject: String, _ theory: Double, in values: [Double], sharply isSharp: Bool = true,
    confidence: Double = 0.99
  ) -> Self {
    let moments = Moments(values)
    let interval = moments.interval(confidence: confidence)
    let isUnbiased = !isSharp || (moments.mean - theory).magnitude <= 0.01 * theory.magnitude
    return Self(
      subject, expected: theory, measured: moments.mean, interval: interval,
      holds: (interval?.contains(theory) ?? false) && isUnbiased)
  }

  /// A figure that is known, or measured, to a tolerance.
  static func near(
    _ subject: String, _ expected: Double, is measured: Double, within tolerance: Double
  ) -> Self {
    let interval = ConfidenceInterval(around: measured, halfWidth: tolerance)
    return Self(
      subject, expected: expected, measured: measured, interval: interval,
      holds: interval.contains(expected))
  }
}
