internal import Glibc

/// A buffer in front of a file descriptor, which remembers the first error.
struct ByteStream {
  private static let capacity = 1 << 16

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isOpen = true
  /// The system's number for the first error (`errno`).
  private(set) var failure: Int32?

  init(descriptor: Int32) {
    self.descriptor = descriptor
    buffer.reserveCapacity(Self.capacity)
  }

  /// Appends text to the buffer, and writes the buffer out when it is full.
  mutating func write(_ text: String) {
    guard failure == nil else { return }
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.capacity { flush() }
  }

  /// Writes out what the buffer holds.
  mutating func flush() {
    defer { buffer.removeAll(keepingCapacity: true) }
    guard failure == nil else { return }
    failure = buffer.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count > 0 { rest = rest.dropFirst(count) }
        // A signal may end a call before it has written anything; then it is made again.
        if count < 0, errno != EINTR { return errno }
        if count == 0 { return EIO }  // No file system does it, but a loop must end.
      }
      return nil
    }
  }

  /// Waits until the device has what was written.
  mutating func synchronise() {
    guard failure == nil, fsync(descriptor) != 0 else { return }
    failure = errno
  }

  /// Closes the descriptor; network file systems report here what they could not store.
  mutating func close() {
    guard isOpen else { return }
    isOpen = false
    if Glibc.close(descriptor) != 0, failure == nil, errno != EINTR { failure = errno }
  }
}
