internal import Glibc

/// A file that appears whole or not at all.
///
/// What is written goes to a sibling, `.name.partial-<process>`, which takes the file's place when it
/// is committed. Until then, and when anything fails, what stood there before is intact. A file that
/// is dropped without a commit leaves nothing behind; what a process leaves that is killed outright is
/// removed by the next one that begins the same file. Where the path names a device or a pipe there is
/// nothing to protect, and it is written to directly. A symbolic link is replaced, not followed.
///
/// It is a `TextOutputStream`, and those cannot throw: the first error is kept, writes after it do
/// nothing, and `check` and `commit` throw it.
package final class OutputFile: TextOutputStream {
  /// The path of the finished file.
  package let path: String
  /// The path written to until the commit; `nil` where the file is a device or pipe.
  private let partialPath: String?
  private let unfinished: PartialFiles
  private var stream: ByteStream
  private var isFinished = false

  /// Begins a file in a directory that exists, and notes it among the unfinished ones.
  package init(
    _ path: String, unfinished: PartialFiles = .ofProcess
  ) throws(OutputError) {
    self.path = path
    self.unfinished = unfinished
    var before = stat()
    let exists = stat(path, &before) == 0
    if exists && before.isDirectory { throw OutputError(.createFile, path: path, code: EISDIR) }
    let partialPath = exists && !before.isRegularFile ? nil : Self.partialPath(besides: path)
    let descriptor =
      if let partialPath {
        try Self.createPartial(partialPath, for: path)
      } else {
        open(path, O_WRONLY | O_CLOEXEC)
      }
    guard descriptor >= 0 else { throw OutputError(.createFile, path: path, code: errno) }
    if exists && partialPath != nil { _ = fchmod(descriptor, before.st_mode & 0o7777) }
    self.partialPath = partialPath
    stream = ByteStream(descriptor: descriptor)
    if let partialPath { unfinished.add(partialPath) }
  }

  deinit { discard() }

  /// Throws when something stands at a path already, which its owner would not want to lose.
  package static func refuseToReplace(_ path: String) throws(OutputError) {
    if access(path, F_OK) == 0 { throw OutputError(.createFile, path: path, code: EEXIST) }
  }

  /// Appends text; after an error it does nothing.
  package func write(_ text: String) {
    precondition(!isFinished, "'\(path)' is written to after its end")
    stream.write(text)
  }

  /// Throws the first error so far, so that a long run need not go on to its end in vain.
  package func check() throws(OutputError) {
    if let code = stream.failure { throw OutputError(.write, path: path, code: code) }
  }

  /// Writes out what is left and makes it last, so that all that a commit can still do wrong is to
  /// put the file in its place: several files can be finished before the first one is committed.
  package func finish() throws(OutputError) {
    stream.flush()
    if partialPath != nil { stream.synchronise() }
    try check()
  }

  /// Makes the file last and puts it in its place; on an error it is discarded.
  package func commit() throws(OutputError) {
    precondition(!isFinished, "'\(path)' is committed after its end")
    defer { discard() }
    try finish()
    stream.close()
    try check()
    guard let partialPath else { return isFinished = true }
    guard rename(partialPath, path) == 0 else {
      throw OutputError(.replace, path: path, code: errno)
    }
    isFinished = true
    unfinished.forget(partialPath)
  }

  /// Gives the file up, so that what stood there before stays; after a commit it does nothing.
  package func discard() {
    guard !isFinished else { return }
    isFinished = true
    stream.close()
    guard let partialPath else { return }
    _ = unlink(partialPath)
    unfinished.forget(partialPath)
  }

  private static func partialPath(besides path: String) -> String {
    let (directory, name) = parts(of: path)
    return directory + AbandonedFiles.unfinishedName(of: name, in: getpid())
  }

  /// The directory, with the slash at its end if there is one, and the name in it.
  private static func parts(of path: String) -> (directory: Substring, name: Substring) {
    let nameStart = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    return (path[..<nameStart], path[nameStart...])
  }

  private static func createPartial(
    _ partialPath: String, for path: String
  ) throws(OutputError) -> Int32 {
    let (directory, name) = parts(of: path)
    AbandonedFiles.remove(of: name, in: directory)
    // One that is there was left by a process of the same number that was killed outright.
    _ = unlink(partialPath)
    let descriptor = open(partialPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw OutputError(.createFile, path: path, code: errno) }
    AbandonedFiles.claim(descriptor)
    return descriptor
  }
}
