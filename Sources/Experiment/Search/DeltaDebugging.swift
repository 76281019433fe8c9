/// Finds a smallest part of a list that still fails: Zeller and Hildebrandt's ddmin ("Simplifying and
/// Isolating Failure-Inducing Input", IEEE TSE 28, 2002).
package enum DeltaDebugging {
  /// A part that fails, and of which no element can be left out without its ceasing to fail.
  ///
  /// - Parameters:
  ///   - items: What fails as a whole.
  ///   - first: The place of the first of some candidates that fails, or `nil`.
  package static func minimised<Item, Failure: Error>(
    _ items: [Item], first: ([[Item]]) throws(Failure) -> Int?
  ) throws(Failure) -> [Item] {
    if try first([[]]) != nil { return [] }
    var items = items
    var parts = 2
    while items.count >= 2 {
      let cuts = (0...parts).map { items.count * $0 / parts }
      let subsets = (0..<parts).map { Array(items[cuts[$0]..<cuts[$0 + 1]]) }
      let complements =
        parts == 2 ? [] : (0..<parts).map { Array(items[..<cuts[$0]] + items[cuts[$0 + 1]...]) }
      if let found = try first(subsets + complements) {
        items = (subsets + complements)[found]
        parts = found < parts ? 2 : max(2, parts - 1)
      } else if parts < items.count {
        parts = min(items.count, 2 * parts)
      } else {
        break
      }
    }
    return items
  }
}
