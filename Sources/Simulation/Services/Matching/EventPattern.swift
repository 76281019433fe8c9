/// An EventBridge rule's event pattern, compiled once and asked of many events.
///
/// The language is that of event-ruler, the open-source matcher of EventBridge's authors; the user guide
/// explains it under "Event patterns" and "Comparison operators". Of a value listed twice for one path the
/// last one holds, unknown keys of the event are ignored, and an event that is no object matches nothing.
package struct EventPattern: Sendable {
  /// The longest pattern that `PutRule` takes (API reference, PutRule, `EventPattern`).
  package static let lengthLimit = 4096

  private let plan: MatchPlan

  /// Compiles a pattern from a document, read with all its duplicate keys.
  package init(_ document: JSONValue) throws(PatternProblem) {
    guard case .object(let members) = document else { throw .notAnObject }
    plan = try MatchPlan(members, in: .eventBridge)
    if WildcardComplexity(of: plan).isTooHigh { throw .tooComplexWildcards }
  }

  /// Compiles a pattern from its text.
  package init(text: String) throws(PatternProblem) {
    if text.utf8.count > Self.lengthLimit { throw .tooLong(limit: Self.lengthLimit) }
    let document: JSONValue
    do throws(JSONReader.Mistake) {
      document = try JSONReader.read(text, duplicateKeys: .allKept)
    } catch {
      throw .notJSON(error)
    }
    try self.init(document)
  }

  /// Whether an event matches.
  package func matches(_ event: JSONValue) -> Bool {
    var search = MatchSearch()
    return matches(event, using: &search)
  }

  /// Whether an event matches; the memory may serve again.
  package func matches(_ event: JSONValue, using search: inout MatchSearch) -> Bool {
    plan.matches(event, using: &search)
  }
}
