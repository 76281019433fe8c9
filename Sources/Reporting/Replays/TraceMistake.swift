/// What is wrong with a trace, so that it cannot be replayed.
package struct TraceMistake: Error, Hashable, Sendable {
  /// Where in the trace: `ops[3].queue`; empty for the trace as a whole.
  package var place: String
  /// What is wrong there, as a part of a sentence.
  package let reason: String
  /// What the service would answer, where it is the service that refuses.
  package var code: String?

  /// A mistake at a place.
  package init(at place: String = "", _ reason: String, code: String? = nil) {
    self.place = place
    self.reason = reason
    self.code = code
  }

  /// The sentence alone, as it follows the file's name.
  package var sentence: String {
    (place.isEmpty ? "" : CellText.printable(place) + ": ") + CellText.printable(reason)
  }
}
