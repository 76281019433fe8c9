internal import Glibc
internal import Synchronization

/// The unfinished files of a process, so that whoever ends it early can remove them.
package final class PartialFiles: Sendable {
  /// Those of this process.
  package static let ofProcess = PartialFiles()

  private let paths = Mutex<[String]>([])

  /// A list without files.
  package init() {}

  /// Removes every unfinished file; call it before `exit`, which runs no deinitialisers.
  package func removeAll() {
    let unfinished = paths.withLock { paths in
      defer { paths.removeAll() }
      return paths
    }
    for path in unfinished { _ = unlink(path) }
  }

  /// Notes a file that was begun.
  func add(_ path: String) { paths.withLock { $0.append(path) } }

  /// Strikes a file off that was finished or discarded.
  func forget(_ path: String) { paths.withLock { $0.removeAll { $0 == path } } }
}
