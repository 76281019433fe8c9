package import Simulation

/// A run that somebody may be watching: it shows how far it is, and stops when it is asked to.
package struct WatchedRun {
  private let blueprint: Blueprint
  private let progress: ProgressLine?

  /// A run of a blueprint; without a title no progress is shown.
  package init(_ blueprint: Blueprint, title: String?) {
    self.blueprint = blueprint
    progress = title.map { ProgressLine($0) }
  }

  /// Runs to the end, or until Control-C or a request to terminate.
  package func result() throws(RunError) -> RunResult {
    Interruption.listen()
    var world = World(blueprint)
    var line = progress
    defer { line?.finish() }
    return try world.run { now in
      line?.update(done: now - .start, of: blueprint.duration)
      return Interruption.request == nil
    }
  }
}
