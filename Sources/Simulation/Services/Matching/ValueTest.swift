/// One thing that a pattern asks of a value.
indirect enum ValueTest: Hashable, Sendable {
  /// The words of JSON that are values.
  enum Word: Hashable, Sendable {
    case null
    case yes
    case no
  }

  /// The text.
  case text([UInt8])
  case word(Word)
  /// The number, however it is written.
  case number(ComparableNumber)
  /// A number with so many digits that only the same text is equal.
  case numeral(String)
  case prefix([UInt8])
  case suffix([UInt8])
  case caseBlind(CaseBlindText)
  case wildcard(Wildcard)
  case range(NumericRange)
  /// A text that is an address in a block.
  case address(AddressBlock)
  /// Any value of which none of these tests is true.
  case anythingBut([ValueTest])
  /// Any value at all.
  case exists
  /// Any value but null and the empty text.
  case existsFilled
  /// No value.
  case absent
}

/// A value of a document that is neither object nor array.
enum Leaf {
  case text(String)
  case number(ComparableNumber?, numeral: String)
  case word(ValueTest.Word)

  /// The leaf that a JSON value is, if it is one.
  init?(_ value: JSONValue) {
    switch value {
    case .string(let text): self = .text(text)
    case .number(let number, let source):
      self = .number(
        ComparableNumber(number, source: source), numeral: source ?? number.description)
    case .bool(let flag): self = .word(flag ? .yes : .no)
    case .null: self = .word(.null)
    case .object, .array: return nil
    }
  }
}

extension Leaf {
  /// Whether one of some tests is true of the value.
  func passes(any tests: [ValueTest]) -> Bool {
    switch self {
    case .text(let text):
      let bytes = text.utf8Span.span
      for test in tests where test.isTrue(of: bytes) { return true }
      return false
    case .number(let number, let numeral):
      return tests.contains { $0.isTrue(of: number, writtenAs: numeral) }
    case .word(let word):
      return tests.contains { $0.isTrue(of: word) }
    }
  }
}

extension ValueTest {
  fileprivate func isTrue(of text: Span<UInt8>) -> Bool {
    switch self {
    case .text(let bytes): return text.equals(bytes)
    case .prefix(let bytes): return text.hasPrefix(bytes)
    case .suffix(let bytes): return text.hasSuffix(bytes)
    case .caseBlind(let other): return other.matches(text)
    case .wildcard(let wildcard): return wildcard.matches(text)
    case .address(let block): return InternetAddress(text).map(block.contains) ?? false
    case .anythingBut(let exceptions):
      for exception in exceptions where exception.isTrue(of: text) { return false }
      return true
    case .exists: return true
    case .existsFilled: return !text.isEmpty
    case .word, .number, .numeral, .range, .absent: return false
    }
  }

  fileprivate func isTrue(of number: ComparableNumber?, writtenAs numeral: String) -> Bool {
    switch self {
    case .number(let other): number == other
    case .numeral(let other): number == nil && other == numeral
    case .range(let range): number.map(range.contains) ?? false
    case .anythingBut(let exceptions):
      !exceptions.contains { $0.isTrue(of: number, writtenAs: numeral) }
    case .exists, .existsFilled: true
    case .text, .word, .prefix, .suffix, .caseBlind, .wildcard, .address, .absent: false
    }
  }

  fileprivate func isTrue(of word: Word) -> Bool {
    switch self {
    case .word(let other): word == other
    case .anythingBut, .exists: true
    case .existsFilled: word != .null
    case .text, .number, .numeral, .prefix, .suffix, .caseBlind, .wildcard, .range, .address,
      .absent:
      false
    }
  }
}

/// The numbers between two ends, either of which may be missing.
struct NumericRange: Hashable, Sendable {
  /// An end of a range.
  struct End: Hashable, Sendable {
    let number: ComparableNumber
    /// Whether the number itself belongs to the range.
    let isIncluded: Bool
  }

  let lower: End?
  let upper: End?

  /// Whether a number is in the range.
  func contains(_ number: ComparableNumber) -> Bool {
    if let lower, number < lower.number || (number == lower.number && !lower.isIncluded) {
      return false
    }
    if let upper, upper.number < number || (number == upper.number && !upper.isIncluded) {
      return false
    }
    return true
  }
}
