internal import Experiment

/// A sentence on a page, in which the names of variants stand out.
struct PageRemark: Sendable {
  private var pieces: [(text: String, isName: Bool)]

  /// A sentence without names.
  init(_ text: String) { pieces = [(text, false)] }

  /// What an experiment found, as the beginning of a sentence.
  init(_ sentence: Sentence, of result: ExperimentResult, _ values: CriterionText) {
    pieces = sentence.phrases.map { phrase in
      switch phrase {
      case .words(let words): (words, false)
      case .variant(let place): (result.variants[place].pageName, true)
      case .value(let number, let plusMinus, let unit):
        (values.value(number, plusMinus: plusMinus, unit), false)
      }
    }
    guard let first = pieces.first, !first.isName else { return }
    pieces[0].text = first.text.prefix(1).uppercased() + first.text.dropFirst()
  }

  /// Writes the sentence into the element that is open.
  func write(to html: inout HTMLText) {
    for piece in pieces {
      if piece.isName {
        html.element("b", text: piece.text)
      } else {
        html.text(piece.text)
      }
    }
  }
}

extension VariantResult {
  /// What a page calls the variant: the scenario itself has no name of its own.
  var pageName: String { name.isEmpty ? "as it stands" : name }
}
