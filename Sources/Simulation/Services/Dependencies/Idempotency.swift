/// What a service does with a call that repeats one it has carried out before.
package enum Idempotency: Hashable, Sendable {
  /// It carries it out again: the guest pays twice.
  case none
  /// It knows the call by its idempotency key, and answers what it answered the first time.
  case key

  /// What a call is to do.
  package enum Effect: Hashable, Sendable {
    /// Carry it out.
    case perform
    /// Carry nothing out, answer what was answered the first time.
    case answerAsBefore
  }

  /// What a call is to do, given how often calls with its key were carried out before.
  package func effect(performedBefore count: Int) -> Effect {
    self == .key && count > 0 ? .answerAsBefore : .perform
  }
}
