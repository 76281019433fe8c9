extension SyntaxProblem {
  /// What is wrong with the text, and the fix.
  var sentence: String {
    switch self {
    case .expectedValue(""): "the file ends where a value is expected"
    case .expectedValue(let found): "a value is expected here, not \(found.named)"
    case .expectedKey(let found): "a key is expected here, not \(found.named)"
    case .missingValue(let key): "\(key.named) has no value"
    case .missingColon(let key): "':' is missing after \(key.named)"
    case .equalsSign(let key): "'=' stands after \(key.named); write ':'"
    case .missingComma(let key?): "',' is missing after the value of \(key.named)"
    case .missingComma(nil): "',' is missing after this element"
    case .strayComma: "there is nothing before this comma; take it out"
    case .semicolon: "';' stands after a value; write ','"
    case .duplicateKey(let key, let first):
      "\(key.named) stands here a second time; the first is at \(first)"
    case .unclosed(let container, let place):
      "the \(container.name) that begins at \(place) is not closed; add \(container.closing)"
    case .mismatched(let container, let place, let found):
      "the \(container.name) that begins at \(place) needs \(container.closing) before this '\(found)'"
    case .noObject(let found): "a scenario begins with '{', not with \(found.named)"
    case .trailing: "nothing may follow the scenario"
    case .tooDeep(let limit): "objects and lists may lie \(limit) deep in one another, not deeper"
    case .tooManyMistakes(let limit):
      "reading stops after \(limit.grouped) mistakes; is this a scenario?"
    }
  }
}

extension LexicalProblem {
  /// What is wrong with a word, a text, a number or a comment, and the fix.
  var sentence: String {
    switch self {
    case .hashComment: "'#' begins no comment; write '//'"
    case .unquotedText(let text, let meant?):
      "\(text.named) is no word of JSON5; write \(meant)"
    case .unquotedText(let text, nil): "a text needs quotes; write \(text.inQuotes)"
    case .unquotedKey(let key): "this key needs quotes; write \(key.inQuotes)"
    case .leadingZero(_, let fix): "a number has no leading zeros; write \(fix.printable(upTo: 40))"
    case .longNumber(let length, let limit):
      "the number has \(length.grouped) characters; up to \(limit.grouped) are allowed"
    case .unterminatedText: "the text has no closing quote mark"
    case .textEndsEarly(let quote):
      "the text ends before this; write '\\\(quote)' for a quote mark inside it"
    case .unterminatedComment: "the comment has no end; close it with '*/'"
    case .digitEscape(let digit):
      "'\\\(digit)' is no escape; write '\\\\' for a backslash"
    case .shortEscape(let digits):
      "'\\\(digits == 2 ? "x" : "u")' needs \(digits) hexadecimal digits"
    case .loneSurrogate: "half of a surrogate pair is no character; write both halves"
    }
  }
}

extension SyntaxProblem.Container {
  fileprivate var name: String {
    switch self {
    case .object: "object"
    case .list: "list"
    }
  }

  fileprivate var closing: String {
    switch self {
    case .object: "'}'"
    case .list: "']'"
    }
  }
}
