import Foundation

/// A directory for one page, in which its commands are run as a reader would run them.
final class Sandbox {
  /// What a command line came to.
  struct Outcome {
    let exitCode: Int32
    let output: String
    let errors: String
  }

  /// Where the files are.
  let directory: URL

  /// An empty directory, but for the scenarios that ship.
  init() throws {
    directory = FileManager.default.temporaryDirectory
      .appending(path: "faultline-page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: directory.appending(path: "Scenarios"),
      withDestinationURL: Repository.root.appending(path: "Scenarios"))
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  /// The directory in which the tests and the executable were built.
  private static let products = URL(filePath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent().path

  /// Puts a file into the directory, in place of an earlier one of its name.
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: directory.appending(path: name))
  }

  /// Runs a line with the shell; `faultline` is the executable that was built with these tests.
  func run(_ line: String) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = directory
    process.environment = ["PATH": "\(Self.products):/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    // Files, not pipes: nobody has to read while the command writes.
    let places = ["output", "errors"].map { directory.appending(path: ".\($0)") }
    let streams = try places.map { place in
      _ = FileManager.default.createFile(atPath: place.path, contents: nil)
      return try FileHandle(forWritingTo: place)
    }
    (process.standardOutput, process.standardError) = (streams[0], streams[1])
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let texts = try places.map { try String(contentsOf: $0, encoding: .utf8) }
    return Outcome(exitCode: process.terminationStatus, output: texts[0], errors: texts[1])
  }
}
