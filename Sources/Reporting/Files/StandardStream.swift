internal import Glibc

/// Standard output or standard error, buffered, with errors that can be seen.
///
/// `print` ignores a full disk or a reader that has gone; results must not be lost in silence.
package final class StandardStream: TextOutputStream {
  /// Which of the two.
  package enum Kind: Int32, Sendable {
    case output = 1
    case error = 2
  }

  private let kind: Kind
  private var stream: ByteStream

  /// The stream, with an empty buffer.
  package init(_ kind: Kind) {
    self.kind = kind
    stream = ByteStream(descriptor: kind.rawValue)
  }

  deinit { stream.flush() }

  /// Appends text; after an error it does nothing.
  package func write(_ text: String) { stream.write(text) }

  /// Writes out what the buffer holds, and throws the first error so far.
  package func flush() throws(OutputError) {
    stream.flush()
    guard let code = stream.failure else { return }
    let name = kind == .output ? "standard output" : "standard error"
    throw OutputError(.write, path: name, code: code)
  }
}
