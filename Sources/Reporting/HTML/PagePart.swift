internal import Experiment

/// One set of variants on a page with what came of them: all there is, or what one fault did.
struct PagePart: Sendable {
  /// What the part opens with.
  struct Verdict: Sendable {
    /// How the answer is meant, which sets its colour and its mark.
    enum Tone: String, Sendable {
      case good
      case bad
      case warning
      /// An answer that is neither good nor bad, such as which of several is best.
      case plain
    }

    let tone: Tone
    /// The answer in one sentence.
    let headline: String
    /// Why it is the answer.
    var reasons: [PageRemark] = []
    /// What else there is to say.
    var remarks: [PageRemark] = []
    /// What a careful reader should know before acting on it.
    var cautions: [PageRemark] = []
  }

  /// The fault that strikes in this part; empty where all do.
  let fault: String
  let verdict: Verdict
  /// The variants; a single run is one.
  let columns: [PageColumn]
  /// What the variants are judged by, in the order of their summaries.
  let criteria: [Criterion]
  /// What the part tells of variants held against each other; `nil` for a single run.
  let comparison: Comparison?
  /// How values look.
  let values = CriterionText(in: TerminalStyle())

  /// Whether there are variants to be told apart.
  var isComparison: Bool { comparison != nil }
}

extension PagePart {
  /// A section that the reader can jump to, by its anchor.
  enum Section: String, CaseIterable {
    case fates = "messages"
    case sagas, variants, expectations, graphs, components, measures, settings

    /// What a link to the section says.
    var link: String {
      switch self {
      case .fates: "Messages"
      case .sagas: "Transactions"
      case .variants: "Variants"
      case .expectations: "Expectations"
      case .graphs: "Graphs"
      case .components: "Components"
      case .measures: "All numbers"
      case .settings: "Settings"
      }
    }
  }

  /// Whether there is anything to be told in a section.
  func has(_ section: Section) -> Bool {
    switch section {
    case .variants: isComparison
    case .sagas: hasSagas
    case .expectations: columns.contains { !$0.expectations.isEmpty }
    case .graphs: columns.contains { $0.run != nil }
    case .components: !isComparison
    case .fates, .measures, .settings: true
    }
  }

  /// Writes all sections; the graphs are those of a gallery.
  func write(_ gallery: GraphGallery, numbers: inout Int, to html: inout HTMLText) {
    writeVerdict(to: &html)
    writeFates(to: &html)
    writeSagas(to: &html)
    writeScores(to: &html)
    writeExpectations(to: &html)
    writeGraphs(of: gallery, numbers: &numbers, to: &html)
    writeParts(to: &html)
    writeMeasures(to: &html)
    writeSettings(to: &html)
  }

  /// Writes a section with its heading and what it is about.
  func write(
    _ section: Section, _ heading: String, note: String = "", to html: inout HTMLText,
    _ content: (inout HTMLText) -> Void
  ) {
    let mark = fault.isEmpty ? "" : "-" + fault
    html.element("section", ["id": section.rawValue + mark, "class": section.rawValue]) { html in
      html.element("h2", text: heading)
      if !note.isEmpty { html.element("p", ["class": "note"], text: note) }
      content(&html)
    }
    html.breakLine()
  }
}
