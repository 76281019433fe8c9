internal import Experiment
internal import Scenario

/// The answer, and what became of the messages.
extension PagePart {
  func writeVerdict(to html: inout HTMLText) {
    html.element("section", ["class": "verdict " + verdict.tone.rawValue, "id": "verdict"]) {
      html in
      html.element("h2", text: verdict.headline)
      for reason in verdict.reasons { html.element("p") { reason.write(to: &$0) } }
      write(verdict.remarks, to: &html)
      if !verdict.cautions.isEmpty {
        html.element("div", ["class": "caution"]) { html in
          html.element("strong", text: "Mind")
          write(verdict.cautions, to: &html)
        }
      }
    }
    html.breakLine()
  }

  private func write(_ remarks: [PageRemark], to html: inout HTMLText) {
    guard !remarks.isEmpty else { return }
    html.element("ul") { html in
      for remark in remarks { html.element("li") { remark.write(to: &$0) } }
    }
  }

  /// What became of the messages: a bar and a row of numbers for each variant.
  func writeFates(to html: inout HTMLText) {
    let note =
      isComparison ? "Means of the replications. Each message ends in exactly one of these." : ""
    write(.fates, "What became of the messages", note: note, to: &html) { html in
      html.element("div", ["class": "bars"]) { html in
        for column in columns { writeBar(of: column, to: &html) }
      }
      html.element("p", ["class": "legend"]) { html in
        for fate in ends {
          html.element("span") { html in
            let look: KeyValuePairs<StaticString, String> =
              fate.style.isEmpty
              ? ["class": "swatch " + fate.rawValue]
              : ["class": "swatch " + fate.rawValue, "style": fate.style]
            html.element("i", look)
            html.text(fate.label)
          }
        }
      }
      fates.write(to: &html)
    }
  }

  private var fates: PageTable {
    var table = PageTable(
      caption: "What became of the messages",
      headings: [isComparison ? "Variant" : "Messages", "offered"]
        + ends.map(\.label) + ["doubled"] + (isOrdered ? ["out of order"] : []))
    for column in columns {
      table.rows.append(
        (.init(text: isComparison ? column.name : "number"), counts(of: column)))
      if !isComparison { table.rows.append((.init(text: "share"), shares(of: column))) }
    }
    return table
  }

  /// The ends that messages can come to here: nothing is taken back where there are no transactions,
  /// nor superseded where nothing is compacted.
  private var ends: [PageFate] {
    PageFate.allCases.filter { fate in
      switch fate {
      case .compensated: hasSagas
      case .superseded: columns.contains { $0.mean(fate.criterion) != nil }
      case .completed, .lost, .halfDone, .stuck, .pending: true
      }
    }
  }

  private var counted: [String] {
    ["messages.offered"] + ends.map(\.criterion) + ["messages.doubled"]
      + (isOrdered ? [Self.outOfOrder] : [])
  }

  private static let outOfOrder = "messages.outOfOrder"

  /// Whether anybody's order is watched in what is shown.
  private var isOrdered: Bool { columns.contains { $0.mean(Self.outOfOrder) != nil } }

  private func shares(of column: PageColumn) -> [PageTable.Cell] {
    let whole = column.mean("messages.offered") ?? 0
    return counted.map { name in
      guard whole > 0, let mean = column.mean(name) else { return .missing }
      return PageTable.Cell(text: NumberText.percent(mean / whole, decimals: 2), tone: "quiet")
    }
  }

  private func counts(of column: PageColumn) -> [PageTable.Cell] {
    counted.enumerated().map { place, name in
      guard let mean = column.mean(name) else { return .missing }
      let tone = place < 2 ? "" : mean == 0 ? "quiet" : "news"
      return PageTable.Cell(text: values.value(mean, .count), tone: tone)
    }
  }

  private func writeBar(of column: PageColumn, to html: inout HTMLText) {
    let counts = ends.map { column.mean($0.criterion) ?? 0 }
    let whole = counts.reduce(0, +)
    html.element("div", ["class": "bar"]) { html in
      if isComparison { html.element("b", text: column.name) }
      html.element("div", ["aria-hidden": "true"]) { html in
        for (fate, count) in zip(ends, counts) where count > 0 {
          let share = NumberText.trimmed(count / whole * 100, decimals: 3)
          let percent = NumberText.percent(count / whole)
          html.element(
            "span",
            [
              "class": fate.rawValue,
              "style": "width:\(share)%" + (fate.style.isEmpty ? "" : ";" + fate.style),
              "title": fate.label + " " + percent,
            ]
          ) { html in
            if count / whole >= 0.08 { html.element("em", text: percent) }
          }
        }
      }
    }
  }
}

/// The ends of messages, of which each message meets one.
enum PageFate: String, CaseIterable {
  case completed, compensated, superseded, lost, halfDone, stuck, pending

  var label: String { self == .halfDone ? "half done" : rawValue }
  fileprivate var outcome: Expectation.Outcome {
    switch self {
    case .completed: .completed
    case .compensated: .compensated
    case .superseded: .superseded
    case .lost: .lost
    case .halfDone: .halfDone
    case .stuck: .stuck
    case .pending: .pending
    }
  }
  /// What sets the colour of an end that the page's style knows nothing of.
  fileprivate var style: String {
    switch self {
    case .compensated: "background:var(--line-2)"
    case .superseded: "background:color-mix(in srgb,var(--line-0) 35%,var(--sheet))"
    case .completed, .lost, .halfDone, .stuck, .pending: ""
    }
  }
  /// The name of the criterion that counts it.
  var criterion: String { "messages.\(outcome.rawValue)" }
}
