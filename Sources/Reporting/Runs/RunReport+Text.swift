extension RunReport {
  /// The report in one of its forms.
  package func text(as format: ReportFormat, in style: TerminalStyle) -> String {
    switch format {
    case .text: command + "\n"
    case .json: "{}\n"
    case .csv: RunTable.summary.text(of: self)
    }
  }
}
