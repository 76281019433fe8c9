internal import Glibc

/// A directory that holds results.
package enum OutputDirectory {
  /// Creates a directory and those above it that are missing; one that exists is left as it is.
  ///
  /// An error names the first part of the path that could not be made.
  package static func create(_ path: String) throws(OutputError) {
    var reached = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      reached += reached.isEmpty || reached == "/" ? String(part) : "/" + part
      try createOne(reached)
    }
  }

  private static func createOne(_ path: String) throws(OutputError) {
    if mkdir(path, 0o777) == 0 { return }
    let code = errno
    // On a read-only or protected parent `mkdir` may fail although the directory is there.
    var status = stat()
    if stat(path, &status) == 0 {
      if status.isDirectory { return }
      throw OutputError(.createDirectory, path: path, code: ENOTDIR)
    }
    throw OutputError(.createDirectory, path: path, code: code)
  }
}

extension stat {
  /// Whether it is a directory.
  var isDirectory: Bool { st_mode & S_IFMT == S_IFDIR }
  /// Whether it is a plain file, not a directory, device or pipe.
  var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
}
