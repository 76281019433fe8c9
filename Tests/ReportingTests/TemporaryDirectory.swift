import Glibc

/// A directory for one test, which goes with it.
final class TemporaryDirectory {
  struct CannotBeMade: Error {}

  let path: String

  init() throws {
    var template = Array("/tmp/faultline-test-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw CannotBeMade() }
    path = String(cString: made)
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    for name in names(in: path) { remove(path + "/" + name) }
    _ = Glibc.remove(path)
  }

  /// The names in it, sorted.
  var names: [String] { Self.names(in: path) }

  private static func names(in path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Puts a file into it, and returns its path.
  func file(_ name: String, holding text: String, mode: mode_t = 0o644) -> String {
    let path = path + "/" + name
    guard let stream = fopen(path, "w") else { return path }
    fputs(text, stream)
    fclose(stream)
    chmod(path, mode)
    return path
  }

  /// What a file in it holds.
  func text(of name: String) -> String? {
    guard let stream = fopen(path + "/" + name, "r") else { return nil }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    while case let byte = getc(stream), byte >= 0 { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The permissions of a file in it.
  func mode(of name: String) -> mode_t? {
    var status = stat()
    return stat(path + "/" + name, &status) == 0 ? status.st_mode & 0o777 : nil
  }
}
