internal import Experiment
internal import Simulation

/// A report as one HTML file that needs nothing else: no network, no fonts, no library.
///
/// What it says in words and tables is there without JavaScript; the graphs are drawn by a script in
/// the page from data in the page. The same results give the same bytes.
package struct ReportPage: Sendable {
  /// What the page opens with.
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

  /// What the scenario is called.
  let title: String
  /// What was run, in a few words each: duration, seed, replications.
  let circumstances: [String]
  let verdict: Verdict
  /// The variants; a single run is one.
  let columns: [PageColumn]
  /// What the variants are judged by, in the order of their summaries.
  let criteria: [Criterion]
  /// The comparison that the page reports; `nil` for a single run.
  let comparison: Comparison?
  /// The command line that makes the results again.
  let command: String
  /// The hash by which two makings can be told to be the same.
  let fingerprint: String
  /// How values look.
  let values = CriterionText(in: TerminalStyle())

  /// What the file is called.
  package static let fileName = "report.html"

  /// Whether there are several variants to be told apart.
  var isComparison: Bool { comparison != nil }
}

extension ReportPage {
  /// Writes the page.
  package func write(to output: inout some TextOutputStream) {
    let gallery = GraphGallery(columns)
    var html = HTMLText()
    html.verbatim("<!DOCTYPE html>\n")
    html.element("html", ["lang": "en"]) { html in
      html.element("head") { writeHead(to: &$0) }
      html.breakLine()
      html.element("body") { html in
        writeTop(to: &html)
        html.element("main", ["id": "top"]) { html in
          writeVerdict(to: &html)
          writeFates(to: &html)
          writeScores(to: &html)
          writeExpectations(to: &html)
          writeGraphs(of: gallery, to: &html)
          writeParts(to: &html)
          writeMeasures(to: &html)
          writeSettings(to: &html)
          writeRepeat(to: &html)
        }
        html.data(PageData(gallery, of: columns).json, id: "data")
        html.breakLine()
        html.element("script") { $0.verbatim(PageScript.text) }
      }
    }
    output.write(html.written + "\n")
  }

  /// The page as text.
  package var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func writeHead(to html: inout HTMLText) {
    html.element("meta", ["charset": "utf-8"])
    html.element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    html.element("meta", ["name": "color-scheme", "content": "light dark"])
    html.element("meta", ["name": "generator", "content": "Faultline"])
    html.element("title", text: title + " - Faultline")
    html.element("style") { $0.verbatim(PagePalette.text + PageStyle.text) }
  }

  private func writeTop(to html: inout HTMLText) {
    html.element("a", ["class": "skip", "href": "#top"], text: "Skip to the verdict")
    html.element("header") { html in
      html.element("p", ["class": "brand"], text: isComparison ? "Comparison" : "Run")
      html.element("h1", text: title)
      html.element("ul", ["class": "facts"]) { html in
        for fact in circumstances { html.element("li", text: fact) }
      }
      html.element("nav", ["aria-label": "On this page"]) { html in
        for section in Section.allCases where has(section) {
          html.element("a", ["href": "#" + section.rawValue], text: section.link)
        }
      }
    }
    html.breakLine()
  }

  private func has(_ section: Section) -> Bool {
    switch section {
    case .variants: isComparison
    case .expectations: columns.contains { !$0.expectations.isEmpty }
    case .graphs: columns.contains { $0.run != nil }
    case .components: !isComparison
    case .fates, .measures, .settings, .again: true
    }
  }

  /// A section that the reader can jump to, by its anchor.
  enum Section: String, CaseIterable {
    case fates = "messages"
    case variants, expectations, graphs, components, measures, settings
    case again = "repeat"

    fileprivate var link: String {
      switch self {
      case .fates: "Messages"
      case .variants: "Variants"
      case .expectations: "Expectations"
      case .graphs: "Graphs"
      case .components: "Components"
      case .measures: "All numbers"
      case .settings: "Settings"
      case .again: "Repeat"
      }
    }
  }

  /// Writes a section with its heading and what it is about.
  func write(
    _ section: Section, _ heading: String, note: String = "", to html: inout HTMLText,
    _ content: (inout HTMLText) -> Void
  ) {
    html.element("section", ["id": section.rawValue]) { html in
      html.element("h2", text: heading)
      if !note.isEmpty { html.element("p", ["class": "note"], text: note) }
      content(&html)
    }
    html.breakLine()
  }
}
