import Glibc

extension Row {
  /// From the start of a command to its end, against a command that does nothing.
  static var startUps: [Row] {
    let path = siblingPath("faultline")
    let linkage = isStatic(path) ? "static" : "dynamic"
    let scenario = packagePath("Scenarios/coffee-shop/redrive.json5")
    return [
      Row(
        timing: path, ["--help"], named: "start-up, faultline --help (\(linkage))",
        goal: .excessAtMost(10)),
      Row(
        timing: path, ["run", scenario, "--no-files"],
        named: "coffee shop, command to report (\(linkage))", goal: .valueAtMost(100)),
    ]
  }

  /// The wall time of a command against `/bin/true`, the least of many starts.
  ///
  /// - Parameters:
  ///   - goal: In milliseconds.
  init(timing path: String, _ arguments: [String], named name: String, goal: Goal) {
    self.init(
      name, in: .milliseconds, goal: goal,
      subject: { Self.timed(path, arguments) }, reference: { Self.timed("/bin/true", []) },
      check: { $0.allSatisfy { $0 == 0 } ? nil : "a run of the command failed" })
  }

  private static func timed(_ path: String, _ arguments: [String]) -> Trial<[Int32?]> {
    let children = (0..<10).map { _ in Child(running: path, arguments) }
    let best = children.map(\.wallSeconds).min() ?? .infinity
    return Trial(cost: best, outcome: children.map(\.status))
  }

  /// The path of a program that was built into the same folder as this one.
  static func siblingPath(_ name: String) -> String { ownFolder + name }

  /// The path of a file of the package in whose build folder this program lies.
  private static func packagePath(_ name: String) -> String {
    var folder = ownFolder[...]
    while let slash = folder.dropLast().lastIndex(of: "/") {
      if access(folder + name, R_OK) == 0 { return folder + name }
      folder = folder[...slash]
    }
    return name
  }

  /// The folder of this program, with a slash at its end.
  private static var ownFolder: String {
    guard let own = realpath(Child.ownPath, nil) else { return "" }
    defer { free(own) }
    let path = String(cString: own)
    return path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// Whether a program brings the standard library along: it names no shared one then.
  private static func isStatic(_ path: String) -> Bool {
    guard let file = fopen(path, "r") else { return false }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    var bytes = [UInt8](repeating: 0, count: ftell(file))
    rewind(file)
    fread(&bytes, 1, bytes.count, file)
    return !bytes.contains(Array("libswiftCore.so".utf8))
  }
}
