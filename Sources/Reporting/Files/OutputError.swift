internal import Glibc

/// A result that could not be written: what was tried, where, and the system's reason.
package struct OutputError: Error, Hashable, Sendable {
  /// What was tried.
  package enum Operation: Hashable, Sendable {
    /// Making a directory or one above it.
    case createDirectory
    /// Beginning a file.
    case createFile
    /// Writing a file or stream to its end.
    case write
    /// Putting the finished file in the place of the old one.
    case replace
  }

  /// What was tried.
  package let operation: Operation
  /// The file or directory, as the user named it.
  package let path: String
  /// The system's number for the reason (`errno`).
  package let code: Int32

  /// An error of the system, by its number.
  package init(_ operation: Operation, path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// Whether the reader of a pipe has gone, as `head` does; then there is nobody to tell.
  package var isBrokenPipe: Bool { code == EPIPE }

  /// What the program's exit code says of it.
  package var exitCode: ExitCode {
    switch operation {
    case .write where isBrokenPipe: .readerGone
    case .createDirectory, .createFile: .cannotCreate
    case .write, .replace: .cannotWrite
    }
  }
}

extension OutputError: CustomStringConvertible {
  /// The sentence for the user: what was tried, the reason, and where we know it what to do.
  package var description: String {
    let attempt =
      switch operation {
      case .createDirectory: "cannot create the directory '\(path)'"
      case .createFile: "cannot create '\(path)'"
      case .write: "cannot write '\(path)'"
      case .replace: "cannot put the finished file in place at '\(path)'"
      }
    let advice = advice.map { "; \($0)" } ?? ""
    return "\(attempt): \(reason)\(advice)"
  }

  private var reason: String {
    switch code {
    case ENOSPC: "no space is left on the device"
    case EDQUOT: "the disk quota is used up"
    case EFBIG: "the file is larger than the system allows"
    case EACCES, EPERM: "permission denied"
    case EROFS: "the file system is read-only"
    case ENOTDIR: "a part of the path is a file, not a directory"
    case EISDIR: "it is a directory"
    case EEXIST: "it is there already"
    case ENOENT: "a directory on the way does not exist"
    case ENAMETOOLONG: "the name is too long"
    case EIO: "the device reports an error"
    case EPIPE: "its reader has gone"
    case EMFILE, ENFILE: "too many files are open"
    default: strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
  }

  private var advice: String? {
    switch code {
    case ENOSPC, EDQUOT: "free some space or choose another directory; earlier results are intact"
    case EFBIG: "raise the limit ('ulimit -f') or write less; earlier results are intact"
    case EACCES, EPERM, EROFS: "choose a directory that you may write to"
    case ENOTDIR, EISDIR: "choose another place or move what is there"
    case ENOENT: "create it first"
    case EEXIST: "'--force' replaces it"
    case ENAMETOOLONG: "choose a shorter name"
    case EIO: "check the device; earlier results are intact"
    case EMFILE, ENFILE: "raise the limit ('ulimit -n')"
    default: nil
    }
  }
}
