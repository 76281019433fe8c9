internal import Glibc
internal import Synchronization

/// The unfinished files of this process, so that whoever ends it early can remove them.
package enum PartialFiles {
  private static let paths = Mutex<[String]>([])

  /// Removes every unfinished file; call it before `exit`, which runs no deinitialisers.
  package static func removeAll() {
    let unfinished = paths.withLock { paths in
      defer { paths.removeAll() }
      return paths
    }
    for path in unfinished { _ = unlink(path) }
  }

  /// Notes a file that was begun.
  static func add(_ path: String) { paths.withLock { $0.append(path) } }

  /// Strikes a file off that was finished or discarded.
  static func forget(_ path: String) { paths.withLock { $0.removeAll { $0 == path } } }
}
