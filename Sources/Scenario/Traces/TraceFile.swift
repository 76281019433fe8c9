/// What comes of opening a file of recorded messages that a scenario names.
///
/// The scenario knows no files: whoever reads scenarios brings in what the names stand for.
package enum TraceFile: Sendable {
  /// The file's bytes.
  case contents([UInt8])
  /// The file cannot be opened, and why: `no such file`.
  case unreadable(reason: String)
}
