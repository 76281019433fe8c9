/// Small pieces of which sentences are made.
extension String {
  /// A name as messages write it: `'orders'`.
  package var named: String { "'\(printable(upTo: 60))'" }

  /// A text as a scenario writes it: `"30s"`.
  package var inQuotes: String { "\"\(printable(upTo: 60))\"" }

  /// The word with its indefinite article: `an sqs-queue`, `a dependency`.
  package var withArticle: String {
    let soundsLikeVowel = ["sqs", "sns", "s3", "mq"].contains { hasPrefix($0) }
    let isVowel = first.map { "aeiou".contains($0) } ?? false
    return "\(isVowel || soundsLikeVowel ? "an" : "a") \(printable(upTo: 60))"
  }
}

extension [String] {
  /// A list in a sentence: `a, b or c`; overlong ones are cut short.
  package func joined(lastBy conjunction: String, atMost limit: Int = 24) -> String {
    guard count <= limit else {
      return prefix(limit).joined(separator: ", ") + " \(conjunction) \(count - limit) more"
    }
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
  }
}

extension Int {
  /// The number with a comma before every three digits: `16,777,216`.
  package var grouped: String {
    var text = ""
    let digits = String(magnitude)
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return (self < 0 ? "-" : "") + text
  }

  /// The number with its noun: `1 element`, `2 elements`.
  package func counted(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }
}

extension Node {
  /// The value as a message quotes it: `"30s"`, `12`, `a list`.
  package var quoted: String {
    switch value {
    case .null: "null"
    case .flag(let flag): "\(flag)"
    case .number(let number): number.text.printable(upTo: 40)
    case .text(let text): "\"\(text.printable(upTo: 40))\""
    case .list: "a list"
    case .object: "an object"
    case .mistaken: "mistaken"
    }
  }
}
