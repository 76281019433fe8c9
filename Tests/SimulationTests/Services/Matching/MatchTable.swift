import Simulation
import Testing

/// A row of a table of questions: `document ~ subject => answer`, or `document => answer`.
struct MatchRow: Sendable, CustomTestStringConvertible {
  let document: String
  let subject: String
  let answer: String

  var testDescription: String { "\(document) ~ \(subject)" }

  /// The rows of a table, one a line.
  static func table(_ text: String) -> [MatchRow] {
    text.split(separator: "\n").map { line in
      let parts = line.split(separator: "=>", omittingEmptySubsequences: false)
      let sides = parts[0].split(separator: " ~ ").map(Self.trimmed)
      return MatchRow(
        document: sides[0], subject: sides.count > 1 ? sides[1] : "",
        answer: parts.count > 1 ? trimmed(parts[1]) : "")
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension MatchRow {
  /// What EventBridge says of the row.
  func eventBridgeAnswer() -> String {
    do throws(PatternProblem) {
      let pattern = try EventPattern(text: document)
      if subject.isEmpty { return "valid" }
      let event = try? JSONReader.read(subject, duplicateKeys: .allKept)
      return pattern.matches(event ?? .null) ? "match" : "no match"
    } catch {
      return "invalid"
    }
  }

  /// What SNS says of the row: attributes as `name: type "value"`, separated by semicolons.
  func attributesAnswer() -> String {
    answer(scope: .messageAttributes) { policy, search in
      policy.matches(attributes, using: &search)
    }
  }

  private var attributes: [MessageAttribute] {
    if subject == "-" { return [] }
    return subject.split(separator: "; ").map { part in
      let name = part.prefix { $0 != ":" }
      let rest = part.dropFirst(name.count + 2)
      let type = rest.prefix { $0 != " " }
      return MessageAttribute(
        name: String(name), type: String(type), value: String(rest.dropFirst(type.count + 1)))
    }
  }

  /// What SNS says of the row if the subject is the message's text.
  func bodyAnswer() -> String {
    answer(scope: .messageBody) { policy, search in
      policy.matches(body: subject, using: &search)
    }
  }

  private func answer(
    scope: FilterPolicy.Scope, _ ask: (FilterPolicy, inout MatchSearch) -> Bool
  ) -> String {
    let policy: FilterPolicy
    do throws(PatternProblem) {
      policy = try FilterPolicy(text: document, scope: scope)
    } catch {
      return "invalid"
    }
    var search = MatchSearch()
    if subject.isEmpty { return "valid" }
    return ask(policy, &search) ? "match" : "no match"
  }
}
