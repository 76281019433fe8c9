/// A sentence about variants, whose numbers and names the reader's side puts into text.
///
/// What an experiment found is worded here; how a number, a unit or a name looks on a terminal or a
/// page is for the report to say.
package struct Sentence: Hashable, Sendable {
  /// A part of a sentence.
  package enum Phrase: Hashable, Sendable {
    /// Words as they stand.
    case words(String)
    /// The name of a variant, by its place.
    case variant(Int)
    /// A value, with half the width of its interval where there is one.
    case value(Double, plusMinus: Double?, Criterion.Unit)
  }

  /// The parts in their order; blanks stand in the words.
  package private(set) var phrases: [Phrase] = []

  /// A sentence of some parts.
  package init(_ phrases: Phrase...) { self.phrases = phrases }

  /// The sentence as text.
  ///
  /// - Parameters:
  ///   - variant: The name of the variant at a place, as the reader shall see it.
  ///   - value: A value as the reader shall see it.
  package func text(
    variant: (Int) -> String, value: (Double, Double?, Criterion.Unit) -> String
  ) -> String {
    phrases.map { phrase in
      switch phrase {
      case .words(let words): words
      case .variant(let place): variant(place)
      case .value(let number, let plusMinus, let unit): value(number, plusMinus, unit)
      }
    }.joined()
  }

  static func += (left: inout Sentence, right: Sentence) { left.phrases += right.phrases }
  static func += (left: inout Sentence, right: String) { left.phrases.append(.words(right)) }
}

extension [Sentence] {
  /// The parts as a list in a sentence: `a, b and c`.
  func listed() -> Sentence {
    var list = Sentence()
    for (place, sentence) in enumerated() {
      if place > 0 { list += place == count - 1 ? " and " : ", " }
      list += sentence
    }
    return list
  }
}

extension [Int] {
  /// The names of variants as a list.
  func named() -> Sentence { map { Sentence(.variant($0)) }.listed() }
}
