internal import Experiment

/// A report as one HTML file that needs nothing else: no network, no fonts, no library.
///
/// What it says in words and tables is there without JavaScript; the graphs are drawn by a script in
/// the page from data in the page. The same results give the same bytes.
package struct ReportPage: Sendable {
  /// What the scenario is called.
  let title: String
  /// What was run, in a few words each: duration, seed, replications.
  let circumstances: [String]
  /// What there is to tell: one part, or one for each fault alone.
  let parts: [PagePart]
  /// The command line that makes the results again.
  let command: String
  /// The hash by which two makings can be told to be the same.
  let fingerprint: String

  /// What the file is called.
  package static let fileName = "report.html"
}

extension ReportPage {
  /// Writes the page.
  package func write(to output: inout some TextOutputStream) {
    let whole = parts.map { GraphGallery($0.columns) }
    let fold = GraphGallery.periodsPerPoint(of: whole)
    let galleries = whole.map { $0.folded(by: fold) }
    var html = HTMLText()
    html.verbatim("<!DOCTYPE html>\n")
    html.element("html", ["lang": "en"]) { html in
      html.element("head") { writeHead(to: &$0) }
      html.breakLine()
      html.element("body") { html in
        writeTop(to: &html)
        html.element("main", ["id": "top"]) { html in
          writeParts(galleries, to: &html)
          writeRepeat(to: &html)
        }
        html.element("p", ["class": "spoken", "id": "reading", "aria-live": "polite"])
        html.data(PageData(galleries, of: parts, fold: fold).json, id: "data")
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
      let isComparison = parts.contains { $0.isComparison }
      html.element("p", ["class": "brand"], text: isComparison ? "Comparison" : "Run")
      html.element("h1", text: title)
      html.element("ul", ["class": "facts"]) { html in
        for fact in circumstances { html.element("li", text: fact) }
      }
      html.element("nav", ["aria-label": "On this page"]) { html in
        if parts.count == 1 {
          for section in PagePart.Section.allCases where parts[0].has(section) {
            html.element("a", ["href": "#" + section.rawValue], text: section.link)
          }
        }
        html.element("a", ["href": "#repeat"], text: "Repeat")
      }
    }
    html.breakLine()
  }

  /// A single part is laid open; of several each can be unfolded beneath its verdict.
  private func writeParts(_ galleries: [GraphGallery], to html: inout HTMLText) {
    var numbers = 0
    for (part, gallery) in zip(parts, galleries) {
      if parts.count == 1 {
        part.write(gallery, numbers: &numbers, to: &html)
        continue
      }
      html.element("details", ["class": "part"]) { html in
        html.element("summary") { html in
          html.element("b", text: "Under " + part.fault)
          html.text(": " + part.verdict.headline)
        }
        part.write(gallery, numbers: &numbers, to: &html)
      }
    }
  }

  /// The command, the fingerprint, and what a simulation cannot promise.
  private func writeRepeat(to html: inout HTMLText) {
    html.element("section", ["id": "repeat"]) { html in
      html.element("h2", text: "Repeat it")
      html.element("div", ["class": "command"]) { html in
        html.element("pre", ["tabindex": "0"]) { $0.element("code", text: command) }
        html.element("button", ["type": "button", "id": "copy", "hidden": ""], text: "Copy")
      }
      html.element(
        "p", ["class": "note"],
        text: "Fingerprint \(fingerprint). The same scenario, seed and version give the same "
          + "bytes on every machine.")
      html.element(
        "p", ["class": "note"],
        text: "These are the results of a model. It knows what the services' documentation says, "
          + "not your account's neighbours, and its numbers are only as good as the latencies, "
          + "rates and faults that the scenario assumes. The guide's page on the limits of the "
          + "model says what is left out.")
    }
  }
}
