import Glibc

/// A program started from here.
struct Child {
  /// How it ended: its exit status, or nil if it could not be started or was killed.
  let status: Int32?
  /// What it wrote to standard output.
  let output: String
  /// From before the start to after the end.
  let wallSeconds: Double

  /// This program's own file.
  static let ownPath = "/proc/self/exe"

  /// Runs a program to its end, with an empty environment.
  init(running path: String, _ arguments: [String]) {
    let start = Stopwatch.wallSeconds
    var pipe: [Int32] = [-1, -1]
    guard Glibc.pipe(&pipe) == 0 else {
      self.init(status: nil, output: "", wallSeconds: 0)
      return
    }
    let child = Self.spawn(path, arguments, output: pipe)
    close(pipe[1])
    let output = Self.readAll(from: pipe[0])
    close(pipe[0])
    let status = child.flatMap(Self.status)
    self.init(status: status, output: output, wallSeconds: Stopwatch.wallSeconds - start)
  }

  private init(status: Int32?, output: String, wallSeconds: Double) {
    self.status = status
    self.output = output
    self.wallSeconds = wallSeconds
  }

  private static func spawn(_ path: String, _ arguments: [String], output: [Int32]) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, output[0])
    posix_spawn_file_actions_addclose(&actions, output[1])

    var words = ([path] + arguments).map { strdup($0) }
    words.append(nil)
    defer { words.forEach { free($0) } }
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    var child = pid_t()
    let error = posix_spawn(&child, path, &actions, nil, &words, &environment)
    return error == 0 ? child : nil
  }

  private static func readAll(from file: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(file, &buffer, buffer.count)
      if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// Waits for a child's end and takes its exit status, which is in the second byte if the first is
  /// zero.
  private static func status(of child: pid_t) -> Int32? {
    var status: Int32 = 0
    while waitpid(child, &status, 0) == -1 {
      if errno != EINTR { return nil }
    }
    return status & 0x7f == 0 ? status >> 8 & 0xff : nil
  }
}
