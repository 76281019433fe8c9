import Foundation

/// The built program, run as a user would run it, in a folder of its own.
final class Faultline {
  /// How a run of the program ended, and what it said.
  struct Ending: Equatable {
    var code: Int32
    var output: String
    var errors: String
  }

  /// The folder in which the program runs.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("faultline-\(ProcessInfo.processInfo.globallyUniqueString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The program beside the tests: SwiftPM puts all products of a configuration into one folder.
  static var program: String {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("faultline").path
  }

  /// Runs the program to its end.
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Ending {
    try start(Self.program, arguments, environment: environment).ending()
  }

  /// Runs a line of shell in which `$faultline` is the program.
  func shell(_ line: String) throws -> Ending {
    try start("/bin/sh", ["-c", line], environment: ["faultline": Self.program]).ending()
  }

  /// Starts the program without waiting for its end.
  func start(_ arguments: String...) throws -> Running { try start(arguments) }

  /// Starts the program without waiting for its end.
  func start(_ arguments: [String]) throws -> Running {
    try start(Self.program, arguments, environment: [:])
  }

  /// Starts the program without waiting for its end.
  func start(_ command: String, _ arguments: [String]) throws -> Running {
    try start(Self.program, [command] + arguments, environment: [:])
  }

  private func start(
    _ path: String, _ arguments: [String], environment: [String: String]
  ) throws -> Running {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // Nothing of the tester's own terminal and locale.
    process.environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]
      .merging(environment) { $1 }
    return try Running(process)
  }

  /// Puts a file into the folder.
  func write(_ text: String, to name: String) throws {
    try text.write(to: folder.appendingPathComponent(name), atomically: false, encoding: .utf8)
  }

  /// Puts bytes into the folder.
  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: folder.appendingPathComponent(name))
  }

  /// What a file in the folder holds; `nil` where there is none.
  func text(of name: String) -> String? {
    try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// All files below the folder, hidden ones included, sorted.
  var files: [String] {
    let paths = FileManager.default.subpaths(atPath: folder.path) ?? []
    return paths.filter { path in
      var isFolder: ObjCBool = false
      let whole = folder.appendingPathComponent(path).path
      return FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }
}

/// The program at work.
final class Running {
  private let process: Process
  private let output = Pipe()
  private let errors = Pipe()

  init(_ process: Process) throws {
    self.process = process
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  /// Sends a signal.
  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Whether it has not ended yet.
  var isRunning: Bool { process.isRunning }

  /// Waits for its end, and gives what it said; no more than a pipe holds on standard error.
  func ending() throws -> Faultline.Ending {
    let said = output.fileHandleForReading.readDataToEndOfFile()
    let complained = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    // Shells report a signal as 128 and its number.
    let code = process.terminationStatus + (process.terminationReason == .exit ? 0 : 128)
    return Faultline.Ending(
      code: code, output: String(decoding: said, as: UTF8.self),
      errors: String(decoding: complained, as: UTF8.self))
  }
}
