extension MatchDialect {
  /// Reads the list of what a key's value may be.
  func tests(_ list: [JSONValue], of key: String) throws(PatternProblem) -> [ValueTest] {
    if list.isEmpty { throw .emptyList(key) }
    var tests: [ValueTest] = []
    tests.reserveCapacity(list.count)
    for value in list { tests.append(try test(value, of: key)) }
    return tests
  }

  private func test(_ value: JSONValue, of key: String) throws(PatternProblem) -> ValueTest {
    switch value {
    case .string(let text):
      // A text that is an address stands for the address, in whatever form it comes.
      guard let address = InternetAddress(text.utf8Span.span) else {
        return .text(Array(text.utf8))
      }
      return .address(AddressBlock(only: address))
    case .number(let number, let source):
      return ComparableNumber(number, source: source).map { .number($0) }
        ?? .numeral(source ?? number.description)
    case .bool(let flag): return .word(flag ? .yes : .no)
    case .null: return .word(.null)
    case .object(let members): return try expression(members, of: key)
    case .array: throw .notAValue(key)
    }
  }

  private func expression(
    _ members: [(key: String, value: JSONValue)], of key: String
  ) throws(PatternProblem) -> ValueTest {
    guard let (name, operand) = members.first else { throw .noOperator(key) }
    guard let known = Operator(rawValue: name), operators.contains(known) else {
      throw .unknownOperator(name)
    }
    let test = try test(known, operand)
    if members.count > 1 { throw .furtherOperator(name) }
    return test
  }

  private func test(
    _ known: Operator, _ operand: JSONValue
  ) throws(PatternProblem) -> ValueTest {
    switch known {
    case .exactly: return .text(Array(try text(operand, of: known).utf8))
    case .prefix:
      if let text = try caseBlind(operand, in: known) {
        return .caseBlind(CaseBlindText(text, at: .beginning))
      }
      return .prefix(Array(try text(operand, of: known).utf8))
    case .suffix:
      if let text = try caseBlind(operand, in: known) {
        return .caseBlind(CaseBlindText(text, at: .end))
      }
      return .suffix(Array(try text(operand, of: known).utf8))
    case .equalsIgnoreCase:
      return .caseBlind(CaseBlindText(try text(operand, of: known), at: .whole))
    case .wildcard: return .wildcard(try Wildcard(try text(operand, of: known)))
    case .anythingBut: return .anythingBut(try exceptions(operand))
    case .numeric: return try numeric(operand)
    case .exists:
      guard case .bool(let isThere) = operand else { throw .notATruthValue(known.rawValue) }
      return isThere ? existence : .absent
    case .cidr: return .address(try AddressBlock(cidr: try text(operand, of: known)))
    }
  }

  private func text(
    _ operand: JSONValue, of known: Operator
  ) throws(PatternProblem) -> String {
    guard case .string(let text) = operand else { throw .notAText(known.rawValue) }
    return text
  }

  /// The text of an `equals-ignore-case` within `prefix` or `suffix`; `nil` where none is.
  private func caseBlind(
    _ operand: JSONValue, in outer: Operator
  ) throws(PatternProblem) -> String? {
    guard combinesOperators, case .object(let members) = operand else { return nil }
    guard let (name, inner) = members.first, members.count == 1 else {
      throw .furtherWithin(outer.rawValue)
    }
    guard name == Operator.equalsIgnoreCase.rawValue else {
      throw .unknownWithin(outer.rawValue, inner: name)
    }
    return try text(inner, of: .equalsIgnoreCase)
  }
}

// MARK: - Exceptions

extension MatchDialect {
  private func exceptions(_ operand: JSONValue) throws(PatternProblem) -> [ValueTest] {
    switch operand {
    case .object(let members):
      guard let (name, inner) = members.first, members.count == 1 else {
        throw .furtherWithin(Operator.anythingBut.rawValue)
      }
      guard let known = Operator(rawValue: name), exceptable.contains(known) else {
        throw .unknownWithin(Operator.anythingBut.rawValue, inner: name)
      }
      return try exceptions(known, inner)
    case .array(let list): return try plainExceptions(list)
    default: return try plainExceptions([operand])
    }
  }

  /// Texts, or numbers, but not both.
  private func plainExceptions(_ list: [JSONValue]) throws(PatternProblem) -> [ValueTest] {
    var tests: [ValueTest] = []
    var texts = 0
    for value in list {
      switch value {
      case .string(let text):
        texts += 1
        tests.append(.text(Array(text.utf8)))
      case .number: tests.append(.number(try number(value)))
      default: throw .notExceptable
      }
    }
    if tests.isEmpty || (texts > 0 && texts < tests.count) { throw .mixedExceptions }
    return tests
  }

  private func exceptions(
    _ known: Operator, _ operand: JSONValue
  ) throws(PatternProblem) -> [ValueTest] {
    var list = [operand]
    if combinesOperators, case .array(let several) = operand { list = several }
    // An empty list passes event-ruler's reader, but then fails it: there is nothing to copy.
    if list.isEmpty { throw .emptyList(known.rawValue) }
    var tests: [ValueTest] = []
    for value in list {
      let text = try text(value, of: known)
      switch known {
      case .prefix, .suffix:
        if text.isEmpty { throw .emptyAffix }
        tests.append(
          known == .prefix ? .prefix(Array(text.utf8)) : .suffix(Array(text.utf8)))
      case .wildcard: tests.append(.wildcard(try Wildcard(text)))
      default: tests.append(.caseBlind(CaseBlindText(text, at: .whole)))
      }
    }
    return tests
  }
}

// MARK: - Numbers

extension MatchDialect {
  /// One comparison, or a lower end and then an upper one.
  private func numeric(_ operand: JSONValue) throws(PatternProblem) -> ValueTest {
    guard case .array(let terms) = operand else { throw .numericWithoutList }
    guard case .string(let sign)? = terms.first else { throw .numericOperatorMissing }
    guard ["=", "<", "<=", ">", ">="].contains(sign) else { throw .numericOperator(sign) }
    let bound = try bound(terms, at: 1, after: sign)
    if terms.count > 2, sign != ">", sign != ">=" { throw .numericTooLong }
    switch sign {
    case "=": return .number(bound)
    case "<", "<=":
      return .range(
        NumericRange(lower: nil, upper: .init(number: bound, isIncluded: sign == "<=")))
    default:
      let lower = NumericRange.End(number: bound, isIncluded: sign == ">=")
      return .range(NumericRange(lower: lower, upper: try upperEnd(terms, above: bound)))
    }
  }

  private func upperEnd(
    _ terms: [JSONValue], above lower: ComparableNumber
  ) throws(PatternProblem) -> NumericRange.End? {
    guard terms.count > 2 else { return nil }
    guard case .string(let sign) = terms[2] else { throw .numericOperatorMissing }
    guard sign == "<" || sign == "<=" else { throw .numericUpperOperator(sign) }
    let bound = try bound(terms, at: 3, after: sign)
    if terms.count > 4 { throw .numericTooLong }
    guard lower < bound else { throw .numericOrder }
    return NumericRange.End(number: bound, isIncluded: sign == "<=")
  }

  private func bound(
    _ terms: [JSONValue], at place: Int, after sign: String
  ) throws(PatternProblem) -> ComparableNumber {
    guard place < terms.count, case .number = terms[place] else { throw .numericBound(sign) }
    return try number(terms[place])
  }

  private func number(_ value: JSONValue) throws(PatternProblem) -> ComparableNumber {
    guard case .number(let double, let source) = value,
      let number = ComparableNumber(double, source: source)
    else { throw .numberTooPrecise(value.description) }
    if let numberLimit, abs(number.value) > Double(numberLimit) {
      throw .numberTooLarge(value.description, limit: numberLimit)
    }
    return number
  }
}
