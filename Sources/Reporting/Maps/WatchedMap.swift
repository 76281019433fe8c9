package import Experiment
internal import Scenario
package import Simulation

/// A map in the making that somebody may be watching, and that stops when it is asked to.
package struct WatchedMap {
  private let cartography: Cartography
  private let jobs: Int?
  private let title: String?

  /// A map in the making; without a title no progress is shown.
  package init(_ cartography: Cartography, jobs: Int?, title: String?) {
    self.cartography = cartography
    self.jobs = jobs
    self.title = title
  }

  /// The map; `nil` after Control-C or a request to terminate.
  package func result() throws(RunError) -> StabilityMap? {
    Interruption.listen()
    var line = title.map { ProgressLine($0) }
    defer { line?.finish() }
    return try cartography.map(by: Crew(jobs: jobs) { Interruption.request != nil }) {
      done, whole in
      line?.update(share: Double(done) / Double(whole), note: "\(done) of \(whole.counted("run"))")
    }
  }
}
