/// A case of the self-test: some checks that belong together and take some time.
package struct SelfTestCase: Sendable {
  /// The number under which reports have it, such as `Q1`.
  package let id: String
  /// What it is about, in a few words.
  package let title: String
  /// Runs the case, and gives what its checks found.
  package let findings: @Sendable () throws -> [SelfTestFinding]

  init(
    _ id: String, _ title: String, _ findings: @escaping @Sendable () throws -> [SelfTestFinding]
  ) {
    self.id = id
    self.title = title
    self.findings = findings
  }

  /// All cases, in the order of reports: theory, retries, services, statistics.
  package static let all: [SelfTestCase] =
    queueing + retries + contention + services + statistics
}

extension SelfTestCase: CustomStringConvertible {
  /// `Q1 M/M/1`.
  package var description: String { id + " " + title }
}
