import Glibc

extension Row {
  /// From the start of a command to its end, against a command that does nothing.
  static var startUp: Row {
    Row(
      timing: siblingPath("faultline"), ["--help"], named: "start-up, faultline --help",
      goal: .excessAtMost(10))
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
  static func siblingPath(_ name: String) -> String {
    guard let own = realpath(Child.ownPath, nil) else { return name }
    defer { free(own) }
    let path = String(cString: own)
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    return folder + name
  }
}
