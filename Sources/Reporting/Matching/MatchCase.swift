internal import Simulation

/// A question to a pattern or a filter policy: one line of a file of cases.
struct MatchCase {
  /// What the service would say.
  enum Answer: Hashable {
    case match
    case noMatch
    /// The document is valid; nothing else was asked.
    case valid
    case invalid(PatternProblem)
  }

  /// Why a line is no case.
  enum Mistake: Error, Hashable {
    case notJSON(JSONReader.Mistake)
    case notAnObject
    case noDocument
    case twoDocuments
    case unknownScope
    case attributes
  }

  /// The case's own name, as it was given.
  let id: JSONValue
  private let document: Document
  private let subject: Subject?

  /// A pattern or policy, read or still as text.
  private enum Document {
    case pattern(Source)
    case policy(Source, FilterPolicy.Scope)
  }

  private enum Source {
    case value(JSONValue)
    case text(String)
  }

  /// What the pattern or policy is asked about.
  private enum Subject {
    case event(JSONValue)
    case message([MessageAttribute], body: Body?)
  }

  private enum Body {
    case text(String)
    case value(JSONValue)
  }

  /// Reads a line.
  init(line: [UInt8]) throws(Mistake) {
    let fields: JSONValue
    do throws(JSONReader.Mistake) {
      fields = try JSONReader.read(line, duplicateKeys: .allKept)
    } catch {
      throw .notJSON(error)
    }
    guard case .object = fields else { throw .notAnObject }
    id = fields["id"] ?? .null
    let pattern = try Self.source(fields, "pattern", "patternText", lineLength: line.count)
    let policy = try Self.source(fields, "policy", "policyText", lineLength: line.count)
    switch (pattern, policy) {
    case (let pattern?, nil):
      document = .pattern(pattern)
      subject = fields["event"].map { .event($0) }
    case (nil, let policy?):
      document = .policy(policy, try Self.scope(fields["scope"]))
      subject = try Self.message(fields)
    case (nil, nil): throw .noDocument
    case (_?, _?): throw .twoDocuments
    }
  }

  /// A document under either of its keys; one that is long is measured as text.
  private static func source(
    _ fields: JSONValue, _ key: String, _ textKey: String, lineLength: Int
  ) throws(Mistake) -> Source? {
    switch (fields[key], fields[textKey]) {
    case (let value?, nil):
      return lineLength > EventPattern.lengthLimit ? .text(value.description) : .value(value)
    case (nil, .string(let text)?): return .text(text)
    case (nil, nil): return nil
    default: throw .twoDocuments
    }
  }

  private static func scope(_ value: JSONValue?) throws(Mistake) -> FilterPolicy.Scope {
    switch value {
    case nil, .null: return .messageAttributes
    case .string(let name)?:
      guard let scope = FilterPolicy.Scope(rawValue: name) else { throw .unknownScope }
      return scope
    default: throw .unknownScope
    }
  }

  private static func message(_ fields: JSONValue) throws(Mistake) -> Subject? {
    let attributes = try attributes(fields["messageAttributes"])
    let body: Body?
    switch fields["body"] {
    case nil, .null: body = nil
    case .string(let text)?: body = .text(text)
    case .object?, .array?, .number?, .bool?: body = fields["body"].map { .value($0) }
    }
    if attributes == nil, body == nil { return nil }
    return .message(attributes ?? [], body: body)
  }

  /// The attributes, named as `Publish` names their parts or as a notification does.
  static func attributes(_ value: JSONValue?) throws(Mistake) -> [MessageAttribute]? {
    guard let value, value != .null else { return nil }
    guard case .object(let members) = value else { throw .attributes }
    var attributes: [MessageAttribute] = []
    for (name, parts) in members {
      guard case .string(let type)? = parts["DataType"] ?? parts["Type"] else { throw .attributes }
      let text: String
      switch parts["StringValue"] ?? parts["Value"] {
      case .string(let string)?: text = string
      case .number(let number, let source)?: text = source ?? number.description
      case nil where type.hasPrefix("Binary"): text = ""
      default: throw .attributes
      }
      attributes.append(MessageAttribute(name: name, type: type, value: text))
    }
    return attributes
  }
}

// MARK: - Answering

extension MatchCase {
  /// What the service would say.
  func answer(using search: inout MatchSearch) -> Answer {
    do throws(PatternProblem) {
      switch document {
      case .pattern(let source):
        let pattern =
          switch source {
          case .value(let value): try EventPattern(value)
          case .text(let text): try EventPattern(text: text)
          }
        guard case .event(let event)? = subject else { return .valid }
        return pattern.matches(event, using: &search) ? .match : .noMatch
      case .policy(let source, let scope):
        let policy =
          switch source {
          case .value(let value): try FilterPolicy(value, scope: scope)
          case .text(let text): try FilterPolicy(text: text, scope: scope)
          }
        return answer(of: policy, using: &search)
      }
    } catch {
      return .invalid(error)
    }
  }

  private func answer(of policy: FilterPolicy, using search: inout MatchSearch) -> Answer {
    guard case .message(let attributes, let body)? = subject else { return .valid }
    let isDelivered =
      switch (policy.scope, body) {
      case (.messageAttributes, _): policy.matches(attributes, using: &search)
      case (.messageBody, .value(let value)?): policy.matches(body: value, using: &search)
      case (.messageBody, .text(let text)?): policy.matches(body: text, using: &search)
      case (.messageBody, nil): policy.matches(body: "", using: &search)
      }
    return isDelivered ? .match : .noMatch
  }
}

extension MatchCase.Answer {
  /// The answer as a JSON value.
  var json: String {
    switch self {
    case .match: "true"
    case .noMatch: "false"
    case .valid: "\"valid\""
    case .invalid: "\"invalid\""
    }
  }
}

extension MatchCase.Mistake: CustomStringConvertible {
  /// The mistake as a part of a sentence.
  var description: String {
    switch self {
    case .notJSON(let mistake): "\(mistake.reason), in column \(mistake.column)"
    case .notAnObject: "not a JSON object"
    case .noDocument: "no 'pattern', 'patternText', 'policy' or 'policyText'"
    case .twoDocuments:
      "use one of 'pattern', 'patternText', 'policy' and 'policyText', each text a string"
    case .unknownScope: "'scope' must be \"MessageAttributes\" or \"MessageBody\""
    case .attributes:
      "'messageAttributes' must be {name: {\"DataType\": text, \"StringValue\": text}}"
    }
  }
}
