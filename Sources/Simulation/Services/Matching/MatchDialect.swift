/// What a service makes of the common language of patterns.
struct MatchDialect: Hashable, Sendable {
  /// The operators of the language.
  enum Operator: String, CaseIterable, Sendable {
    case exactly
    case prefix
    case suffix
    case equalsIgnoreCase = "equals-ignore-case"
    case wildcard
    case anythingBut = "anything-but"
    case numeric
    case exists
    case cidr
  }

  /// The operators that it knows.
  let operators: [Operator]
  /// What `anything-but` may hold.
  let exceptable: [Operator]
  /// Whether `prefix` and `suffix` take `equals-ignore-case`, and exceptions take lists.
  let combinesOperators: Bool
  /// The largest absolute value of a number in a comparison.
  let numberLimit: Int?
  /// What `"exists": true` asks for.
  let existence: ValueTest
  /// Whether the values of one match must come from the same element of an array.
  let keepsElementsTogether: Bool

  /// EventBridge: all that event-ruler has (user guide, "Comparison operators").
  static let eventBridge = MatchDialect(
    operators: Operator.allCases,
    exceptable: [.prefix, .suffix, .equalsIgnoreCase, .wildcard],
    combinesOperators: true, numberLimit: nil, existence: .exists, keepsElementsTogether: true)

  /// SNS: an older stock of operators (developer guide, "Subscription filter policies").
  ///
  /// `anything-but` takes only `prefix`: others are refused, as recorded in the emulator LocalStack's
  /// tests against the service. `wildcard`, announced in July 2025, is not in it. Numbers go to ±10⁹
  /// ("Filter policy constraints"), and what exists must be neither null nor empty ("Key matching").
  static let sns = MatchDialect(
    operators: [.prefix, .suffix, .equalsIgnoreCase, .anythingBut, .numeric, .exists, .cidr],
    exceptable: [.prefix], combinesOperators: false, numberLimit: 1_000_000_000,
    existence: .existsFilled, keepsElementsTogether: false)
}
