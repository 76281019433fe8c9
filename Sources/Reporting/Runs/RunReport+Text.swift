extension RunReport {
  /// The report in one of its forms.
  package func text(
    as format: ReportFormat, charts: ChartChoice, in style: TerminalStyle
  ) -> String {
    switch format {
    case .text: text(charts: charts, in: style)
    case .json: json
    case .csv: RunTable.summary.text(of: self)
    }
  }

  /// The report for people: what was asked for, what it looked like, what it came to.
  ///
  /// The verdict stands last, where a terminal's reader looks first.
  package func text(charts: ChartChoice, in style: TerminalStyle) -> String {
    let sections =
      [heading(in: style), settingsSection(in: style), scheduleSection(in: style)]
      + self.charts(charts).map { $0.text(in: style) }
      + partsSections(in: style)
      + [
        messagesSection(in: style), sagasSection(in: style), expectationsSection(in: style),
        footer(in: style),
      ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}

/// A titled part of a report.
struct ReportSection {
  /// The title's line followed by what stands under it; nothing where there is nothing.
  static func text(_ title: String, _ body: String, in style: TerminalStyle) -> String {
    body.isEmpty ? "" : style.painted(title, .heading) + "\n" + body
  }
}
