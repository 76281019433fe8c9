/// In which form a report goes to standard output.
package enum ReportFormat: String, CaseIterable, ArgumentValue, Sendable {
  /// For people.
  case text
  /// One document for programs.
  case json
  /// The summary as a table for programs.
  case csv
}
