internal import Simulation

/// One question to a pattern or a filter policy, from files.
package struct MatchQuestion {
  private static let largestFile = 1 << 26

  private let answer: Answer

  private enum Answer {
    case match
    case noMatch
    case valid
    case invalid(String)
  }

  /// Asks a pattern about an event; without one, whether the pattern is valid.
  package init(pattern: String, event: String?) throws(InputError) {
    let text = try Self.text(of: pattern)
    let subject = try event.map { path throws(InputError) in try Self.text(of: path) }
    answer = Self.invalidating { () throws(PatternProblem) in
      let pattern = try EventPattern(text: text)
      guard let subject else { return .valid }
      switch Self.document(subject) {
      case .success(let event): return pattern.matches(event) ? .match : .noMatch
      case .failure(let mistake): return .invalid("the event is \(PatternProblem.notJSON(mistake))")
      }
    }
  }

  /// Asks a filter policy about a message; without one, whether the policy is valid.
  ///
  /// The message is a document of `messageAttributes` and `body`; any other file is the body itself.
  package init(filter: String, message: String?, scope: String) throws(InputError) {
    let text = try Self.text(of: filter)
    let subject = try message.map { path throws(InputError) in try Self.text(of: path) }
    let scope = FilterPolicy.Scope(rawValue: scope) ?? .messageAttributes
    answer = Self.invalidating { () throws(PatternProblem) in
      let policy = try FilterPolicy(text: text, scope: scope)
      guard let subject else { return .valid }
      return Self.answer(of: policy, to: subject)
    }
  }

  private static func answer(of policy: FilterPolicy, to text: String) -> Answer {
    var search = MatchSearch()
    var attributes: [MessageAttribute] = []
    var body = text
    if let envelope = try? document(text).get(), envelope.isEnvelope {
      do throws(MatchCase.Mistake) {
        attributes = try MatchCase.attributes(envelope["messageAttributes"]) ?? []
      } catch {
        return .invalid("\(error)")
      }
      switch envelope["body"] {
      case .string(let inner)?: body = inner
      case let value?: body = value.description
      case nil: body = ""
      }
    }
    let isDelivered =
      switch policy.scope {
      case .messageAttributes: policy.matches(attributes, using: &search)
      case .messageBody: policy.matches(body: body, using: &search)
      }
    return isDelivered ? .match : .noMatch
  }

  private static func invalidating(_ ask: () throws(PatternProblem) -> Answer) -> Answer {
    do throws(PatternProblem) {
      return try ask()
    } catch {
      return .invalid("\(error)")
    }
  }

  private static func document(_ text: String) -> Result<JSONValue, JSONReader.Mistake> {
    Result { () throws(JSONReader.Mistake) in
      try JSONReader.read(text, duplicateKeys: .allKept)
    }
  }

  private static func text(of path: String) throws(InputError) -> String {
    let bytes = try InputFile.bytes(of: path, limit: largestFile)
    if bytes.count > largestFile { throw InputError(path: path, code: InputError.tooLarge) }
    // What is not UTF-8 becomes a character that no JSON begins with, or one inside a text.
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What to print.
  package var text: String {
    switch answer {
    case .match: "match\n"
    case .noMatch: "no match\n"
    case .valid: "valid\n"
    case .invalid(let reason): "invalid: \(reason)\n"
    }
  }

  /// What the program's exit code says of it.
  package var exitCode: ExitCode {
    switch answer {
    case .match, .valid: .success
    case .noMatch: .expectationFailed
    case .invalid: .invalidScenario
    }
  }
}

extension JSONValue {
  /// Whether the document has a message's parts, and nothing else.
  fileprivate var isEnvelope: Bool {
    guard case .object(let members) = self, !members.isEmpty else { return false }
    return members.allSatisfy { ["messageAttributes", "body"].contains($0.key) }
  }
}
