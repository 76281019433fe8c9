internal import Glibc

/// Unfinished files of processes that were killed outright, which removed none of their own.
///
/// Whoever writes an unfinished file holds a lock on it (`flock`), which ends with the process,
/// however that ends. A number of a process alone would not tell: it may belong to another machine
/// that writes to the same network file system, or by now to another program.
enum AbandonedFiles {
  /// What stands between a file's name and the number of the process that writes it.
  static let mark = ".partial-"

  /// The name, in the same directory, under which a process writes a file until it is finished.
  static func unfinishedName(of name: Substring, in process: Int32) -> String {
    ".\(name)\(mark)\(process)"
  }

  /// Keeps others from taking a file that is being written for an abandoned one.
  static func claim(_ descriptor: Int32) { _ = flock(descriptor, LOCK_EX | LOCK_NB) }

  /// Removes what killed processes left of a file; what cannot be removed stays, and does no harm.
  static func remove(of name: Substring, in directory: Substring) {
    for leftover in unfinishedNames(of: name, in: directory) {
      let path = directory + leftover
      let descriptor = open(String(path), O_RDWR | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { _ = unlink(String(path)) }
      _ = close(descriptor)
    }
  }

  /// The unfinished files of a name whose process is no longer at work on this machine.
  private static func unfinishedNames(of name: Substring, in directory: Substring) -> [String] {
    guard let stream = opendir(directory.isEmpty ? "." : String(directory)) else { return [] }
    defer { closedir(stream) }
    var found: [String] = []
    let start = ".\(name)\(mark)"
    while let entry = readdir(stream) {
      let candidate = entry.name
      guard candidate.hasPrefix(start), let process = Int32(candidate.dropFirst(start.count)),
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      found.append(candidate)
    }
    return found
  }
}

extension UnsafeMutablePointer<dirent> {
  /// The name of the entry.
  fileprivate var name: String {
    withUnsafeBytes(of: &pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
