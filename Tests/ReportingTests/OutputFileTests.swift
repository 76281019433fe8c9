import Glibc
import Reporting
import Testing

@Suite struct `Output file` {
  @Test func `it takes the old one's place only when it is committed`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("metrics.csv", holding: "old", mode: 0o640)
    let partial = ".metrics.csv.partial-\(getpid())"

    var file = try OutputFile(path)
    file.write("new\n")
    #expect(directory.names == [partial, "metrics.csv"])
    #expect(directory.text(of: "metrics.csv") == "old")
    print("more", to: &file)
    try file.commit()

    #expect(directory.names == ["metrics.csv"])
    #expect(directory.text(of: "metrics.csv") == "new\nmore\n")
    #expect(directory.mode(of: "metrics.csv") == 0o640)
  }

  @Test func `one that is dropped in the middle leaves the old one and nothing else`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("metrics.csv", holding: "old")
    do {
      let file = try OutputFile(path)
      file.write(String(repeating: "x", count: 1 << 20))
    }
    #expect(directory.names == ["metrics.csv"])
    #expect(directory.text(of: "metrics.csv") == "old")
  }

  @Test func `what a killed process of the same number left behind is written over`() throws {
    let directory = try TemporaryDirectory()
    _ = directory.file(".a.partial-\(getpid())", holding: "half")
    let file = try OutputFile(directory.path + "/a")
    file.write("whole")
    try file.commit()
    #expect(directory.names == ["a"])
    #expect(directory.text(of: "a") == "whole")
  }

  /// No process has the number 2147483647: Linux gives out numbers up to 4194304.
  @Test func `what a process left behind that is no more is removed, and nothing else`() throws {
    let directory = try TemporaryDirectory()
    let kept = [
      ".a.partial-", ".a.partial-1", ".a.partial-2147483647x", ".b.partial-2147483647",
      "a.partial-2147483647",
    ]
    for name in kept + [".a.partial-2147483647"] { _ = directory.file(name, holding: "half") }
    let file = try OutputFile(directory.path + "/a")
    try file.commit()
    #expect(directory.names == (kept + ["a"]).sorted())
  }

  @Test func `what somebody is still writing on another machine is left alone`() throws {
    let directory = try TemporaryDirectory()
    let name = ".a.partial-2147483647"
    let descriptor = open(directory.file(name, holding: "half"), O_RDWR)
    #expect(flock(descriptor, LOCK_EX) == 0)
    try OutputFile(directory.path + "/a").commit()
    #expect(directory.names == [name, "a"])
    close(descriptor)
    try OutputFile(directory.path + "/a").commit()
    #expect(directory.names == ["a"])
  }

  @Test func `all unfinished ones can be removed at once`() throws {
    let directory = try TemporaryDirectory()
    let unfinished = PartialFiles()
    let files = try ["a", "b", "c"].map {
      try OutputFile(directory.path + "/" + $0, unfinished: unfinished)
    }
    try files[1].commit()
    unfinished.removeAll()
    #expect(directory.names == ["b"])
    files[0].discard()
    files[2].discard()
  }

  @Test func `a full device is an error of the write, and the device stays`() throws {
    let file = try OutputFile("/dev/full")
    file.write("text")
    #expect(throws: OutputError(.write, path: "/dev/full", code: ENOSPC)) { try file.commit() }
    var status = stat()
    #expect(stat("/dev/full", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test func `a failure in the middle is seen by check and leaves the old one`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("metrics.csv", holding: "old")
    let file = try OutputFile(path)
    try withLargestFile(of: 16 << 20) {
      let megabyte = String(repeating: "x", count: 1 << 20)
      for _ in 0..<16 { file.write(megabyte) }
      try file.check()
      file.write(megabyte)
      let error = OutputError(.write, path: path, code: EFBIG)
      #expect(throws: error) { try file.check() }
      file.write(megabyte)
      #expect(throws: error) { try file.commit() }
    }
    #expect(directory.names == ["metrics.csv"])
    #expect(directory.text(of: "metrics.csv") == "old")
  }

  @Test func `one that cannot take its place is discarded`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/metrics.csv"
    let file = try OutputFile(path)
    mkdir(path, 0o777)
    #expect(throws: OutputError(.replace, path: path, code: EISDIR)) { try file.commit() }
    #expect(directory.names == ["metrics.csv"])
  }

  @Test func `one that cannot be begun says why`() throws {
    let directory = try TemporaryDirectory()
    let below = directory.file("a", holding: "") + "/b"
    let missing = directory.path + "/no/b"
    let long = directory.path + "/" + String(repeating: "n", count: 256)
    let mistakes = [
      (directory.path, EISDIR), (below, ENOTDIR), (missing, ENOENT), (long, ENAMETOOLONG),
    ]
    for (path, code) in mistakes {
      #expect(throws: OutputError(.createFile, path: path, code: code)) { try OutputFile(path) }
    }
    #expect(directory.names == ["a"])
  }

  @Test func `a directory is made with those above it, once and again`() throws {
    let directory = try TemporaryDirectory()
    for _ in 0..<2 { try OutputDirectory.create(directory.path + "/a//b/c/") }
    #expect(directory.names == ["a"])
    let file = try OutputFile(directory.path + "/a/b/c/d")
    try file.commit()
  }

  @Test func `a directory below a file is refused, and the file is named`() throws {
    let directory = try TemporaryDirectory()
    let file = directory.file("a", holding: "")
    #expect(throws: OutputError(.createDirectory, path: file, code: ENOTDIR)) {
      try OutputDirectory.create(file + "/b/c")
    }
    #expect(throws: OutputError(.createDirectory, path: "/proc/faultline", code: ENOENT)) {
      try OutputDirectory.create("/proc/faultline")
    }
  }

  @Test(
    arguments: [
      (
        OutputError(.write, path: "r/metrics.csv", code: ENOSPC),
        "cannot write 'r/metrics.csv': no space is left on the device; "
          + "free some space or choose another directory; earlier results are intact", .cannotWrite
      ),
      (
        OutputError(.createDirectory, path: "r", code: EACCES),
        "cannot create the directory 'r': permission denied; "
          + "choose a directory that you may write to", .cannotCreate
      ),
      (
        OutputError(.createFile, path: "r/x", code: EROFS),
        "cannot create 'r/x': the file system is read-only; "
          + "choose a directory that you may write to", .cannotCreate
      ),
      (
        OutputError(.replace, path: "r/x", code: EIO),
        "cannot put the finished file in place at 'r/x': the device reports an error; "
          + "check the device; earlier results are intact", .cannotWrite
      ),
      (
        OutputError(.createFile, path: "r/x", code: ELOOP),
        "cannot create 'r/x': Too many levels of symbolic links", .cannotCreate
      ),
    ] as [(OutputError, String, ExitCode)])
  func `an error says what was tried, why it failed and what to do`(
    error: OutputError, sentence: String, exitCode: ExitCode
  ) {
    #expect(error.description == sentence)
    #expect(error.exitCode == exitCode)
  }
}

@Suite(.serialized) struct `Interruption of a run` {
  @Test(arguments: [
    (Interruption.interrupt, ExitCode.interrupted), (.terminate, .terminated),
  ])
  func `a signal becomes a request, with the exit code of the shells`(
    request: Interruption, exitCode: ExitCode
  ) {
    Interruption.listen()
    defer { for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) } }
    #expect(Interruption.request == nil)
    raiseHere(request.rawValue)
    #expect(Interruption.request == request)
    #expect(Interruption.request?.exitCode == exitCode)
  }
}

/// Limits the size of this process's files for a while; a larger one fails with `EFBIG`.
private func withLargestFile(of size: rlim_t, _ body: () throws -> Void) throws {
  signal(SIGXFSZ, SIG_IGN)
  var limit = rlimit()
  try #require(getrlimit(__rlimit_resource_t(1), &limit) == 0)
  var lower = rlimit(rlim_cur: size, rlim_max: limit.rlim_max)
  try #require(setrlimit(__rlimit_resource_t(1), &lower) == 0)
  defer { setrlimit(__rlimit_resource_t(1), &limit) }
  try body()
}

/// Raises a signal on this thread, which may block it as a worker thread, and waits for its handler.
private func raiseHere(_ number: Int32) {
  var only = sigset_t()
  var before = sigset_t()
  sigemptyset(&only)
  sigaddset(&only, number)
  pthread_sigmask(SIG_UNBLOCK, &only, &before)
  raise(number)
  pthread_sigmask(SIG_SETMASK, &before, nil)
}
