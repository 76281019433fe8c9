/// An SNS subscription's filter policy, compiled once and asked of many messages.
///
/// The rules are those of the developer guide, "Subscription filter policies" and "Filter policy
/// constraints", and of recorded calls (the emulator LocalStack's tests against the service).
package struct FilterPolicy: Sendable {
  /// What of a message the policy is about.
  package enum Scope: String, CaseIterable, Sendable {
    /// The message's attributes; policies are flat.
    case messageAttributes = "MessageAttributes"
    /// The message's text, which must be a JSON object; policies may be nested.
    case messageBody = "MessageBody"
  }

  /// The longest policy.
  package static let lengthLimit = 256 * 1024
  /// The most keys at the top of a policy.
  package static let keysLimit = 5
  /// The most combinations of values: the product over the keys, each with its depth.
  package static let combinationsLimit = 150

  /// What the policy is about.
  package let scope: Scope
  /// What is asked; nothing is asked by an empty policy.
  private let plan: MatchPlan?

  /// Compiles a policy from a document, read with all its duplicate keys.
  package init(_ document: JSONValue, scope: Scope) throws(PatternProblem) {
    guard case .object(let members) = document else { throw .notAnObject }
    self.scope = scope
    guard !members.isEmpty else {
      plan = nil
      return
    }
    if members.count > Self.keysLimit {
      throw .tooManyKeys(members.count, limit: Self.keysLimit)
    }
    plan = try MatchPlan(members, in: .sns)
    if scope == .messageAttributes, let key = Self.nestedKey(in: members) { throw .nested(key) }
    if Self.combinations(of: members, depth: 1, before: 1) > Self.combinationsLimit {
      throw .tooManyCombinations(limit: Self.combinationsLimit)
    }
  }

  /// Compiles a policy from its text.
  package init(text: String, scope: Scope) throws(PatternProblem) {
    if text.utf8.count > Self.lengthLimit { throw .tooLong(limit: Self.lengthLimit) }
    let document: JSONValue
    do throws(JSONReader.Mistake) {
      document = try JSONReader.read(text, duplicateKeys: .allKept)
    } catch {
      throw .notJSON(error)
    }
    try self.init(document, scope: scope)
  }

  /// A key whose value is an object, at the top or in a branch of `$or`.
  private static func nestedKey(in members: [(key: String, value: JSONValue)]) -> String? {
    for (key, value) in members {
      switch value {
      case .object: return key
      case .array(let branches) where key == "$or":
        for case .object(let inner) in branches {
          if let key = nestedKey(in: inner) { return key }
        }
      default: continue
      }
    }
    return nil
  }

  /// Multiplies the lengths of the lists, each with its depth; the branches of `$or` are added up.
  private static func combinations(
    of members: [(key: String, value: JSONValue)], depth: Int, before: Int
  ) -> Int {
    var product = before
    for (key, value) in members {
      switch value {
      case .object(let inner): product = combinations(of: inner, depth: depth + 1, before: product)
      case .array(let branches) where key == "$or" && branches.count > 1:
        product = branches.reduce(0) { sum, branch in
          guard case .object(let inner) = branch else { return sum }
          return min(sum + combinations(of: inner, depth: depth, before: product), 1 << 20)
        }
      case .array(let values): product *= values.count * depth
      default: continue
      }
      // Large enough to be too many, small enough to be multiplied again.
      product = min(product, 1 << 20)
    }
    return product
  }
}

// MARK: - Matching

extension FilterPolicy {
  /// Whether a message with these attributes is delivered.
  package func matches(
    _ attributes: [MessageAttribute], using search: inout MatchSearch
  ) -> Bool {
    plan == nil || matches(attributes: MessageAttribute.document(of: attributes), using: &search)
  }

  /// Whether a message is delivered whose attributes have been put into a document.
  ///
  /// A message without attributes matches no policy that asks something, not even for an attribute to be
  /// absent ("Key matching").
  package func matches(attributes document: JSONValue, using search: inout MatchSearch) -> Bool {
    guard let plan else { return true }
    guard case .object(let members) = document, !members.isEmpty else { return false }
    return plan.matches(document, using: &search)
  }

  /// Whether a message with this text is delivered; one that is no JSON object is not.
  package func matches(body: String, using search: inout MatchSearch) -> Bool {
    guard plan != nil else { return true }
    guard let document = try? JSONReader.read(body, duplicateKeys: .allKept) else { return false }
    return matches(body: document, using: &search)
  }

  /// Whether a message with this document as its text is delivered.
  package func matches(body: JSONValue, using search: inout MatchSearch) -> Bool {
    plan?.matches(body, using: &search) ?? true
  }
}

/// An attribute of a message, as it is published.
package struct MessageAttribute: Hashable, Sendable {
  /// The name.
  package let name: String
  /// The data type: `String`, `String.Array`, `Number` or `Binary`, perhaps with a label after a dot.
  package let type: String
  /// The value as a text.
  package let value: String

  /// An attribute.
  package init(name: String, type: String, value: String) {
    self.name = name
    self.type = type
    self.value = value
  }

  /// What policies are compared with, made once for a message that meets many.
  package static func document(of attributes: [MessageAttribute]) -> JSONValue {
    .object(
      attributes.compactMap { attribute in
        attribute.document.map { (key: attribute.name, value: $0) }
      })
  }

  /// What policies are compared with; `nil` for binary values, which are ignored.
  ///
  /// Quotation marks and backslashes of a text stand with a backslash before them: a policy must escape
  /// them twice ("Filter policy constraints", attribute-based filtering).
  private var document: JSONValue? {
    let parts = type.split(separator: ".", maxSplits: 1)
    if parts.count == 2, parts[1] == "Array" {
      guard case .array(let elements)? = try? JSONReader.read(value) else { return .array([]) }
      return .array(elements)
    }
    switch parts.first {
    case "Binary": return nil
    case "Number": return .number(Double(value) ?? .nan, source: value)
    default: return .string(escaped)
    }
  }

  private var escaped: String {
    guard value.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") })
    else { return value }
    return value.unicodeScalars.reduce(into: "") { text, scalar in
      if scalar == "\"" || scalar == "\\" { text += "\\" }
      text.unicodeScalars.append(scalar)
    }
  }
}
