internal import Glibc

/// A file that could not be read: which one, and the system's reason.
package struct InputError: Error, Hashable, Sendable {
  /// The file, as the user named it.
  package let path: String
  /// The system's number for the reason (`errno`).
  package let code: Int32

  /// The number for a file that is larger than the program takes.
  static let tooLarge = EFBIG

  /// An error of the system, by its number.
  package init(path: String, code: Int32) {
    self.path = path
    self.code = code
  }
}

extension InputError: CustomStringConvertible {
  /// The sentence for the user.
  package var description: String { "cannot read '\(CellText.printable(path))': \(reason)" }

  /// Why the file cannot be read.
  package var reason: String {
    switch code {
    case ENOENT: "there is no such file"
    case EACCES, EPERM: "permission denied"
    case EISDIR: "it is a directory; name a file in it"
    case ENOTDIR: "a part of the path is a file, not a directory"
    case ENAMETOOLONG: "the name is too long"
    case ELOOP: "symbolic links lead in a circle"
    case EFBIG: "it is too large"
    default: strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
  }
}

/// Reads files whole, but never more than is wanted.
package enum InputFile {
  private static let chunk = 1 << 16

  /// The bytes of a file, up to one more than a limit: then the file is larger than allowed, and
  /// how large no longer matters (a device never ends).
  package static func bytes(of path: String, limit: Int) throws(InputError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputError(path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw InputError(path: path, code: errno) }
    if status.isDirectory { throw InputError(path: path, code: EISDIR) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(max(Int(status.st_size), 0), limit) + 1)
    while bytes.count <= limit {
      let part = try next(min(chunk, limit + 1 - bytes.count), from: descriptor, of: path)
      if part.isEmpty { break }
      bytes += part
    }
    return bytes
  }

  /// The bytes of a file that is no larger than a limit; a larger one is an error (`EFBIG`).
  package static func allBytes(of path: String, limit: Int) throws(InputError) -> [UInt8] {
    let bytes = try bytes(of: path, limit: limit)
    guard bytes.count <= limit else { throw InputError(path: path, code: EFBIG) }
    return bytes
  }

  /// The next bytes; none at the end.
  private static func next(
    _ count: Int, from descriptor: Int32, of path: String
  ) throws(InputError) -> [UInt8] {
    var failure: Int32?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var result = read(descriptor, buffer.baseAddress, count)
      while result < 0, errno == EINTR { result = read(descriptor, buffer.baseAddress, count) }
      if result < 0 { failure = errno }
      filled = max(0, result)
    }
    if let failure { throw InputError(path: path, code: failure) }
    return bytes
  }
}
