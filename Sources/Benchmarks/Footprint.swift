import Glibc

/// How much memory a workload took at its peak, in a process of its own.
///
/// The child tells the figure itself: in what `wait4` and `getrusage` say of it, a child begins with
/// the peak of the process that it was split off from.
struct Footprint {
  let peakBytes: Int
  let messages: Workload.Messages

  /// The argument with which this program is told to be a child.
  static let childArgument = "--child"

  /// Does the work of a child and writes its figures to standard output.
  static func report(of workload: Workload) {
    let messages = workload.run()
    print(peakBytesOfThisProcess, messages.sent, messages.waiting)
  }

  /// Starts a child and reads its figures; nil if it failed.
  init?(of workload: Workload) {
    let child = Child(running: Child.ownPath, [Self.childArgument, workload.rawValue])
    let words = child.output.split { $0 == " " || $0 == "\n" }
    let figures = words.compactMap { Int($0) }
    guard child.status == 0, figures.count == 3 else { return nil }
    peakBytes = figures[0]
    messages = Workload.Messages(sent: figures[1], waiting: figures[2])
  }

  private static var peakBytesOfThisProcess: Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [UInt8](repeating: 0, count: 256)
    while line.withUnsafeMutableBytes({ fgets($0.baseAddress, 256, file) }) != nil {
      let words = line.prefix { $0 != 0 }.split { $0 == 0x20 || $0 == 0x09 }
        .map { String(decoding: $0, as: UTF8.self) }
      if words.count > 1, words[0] == "VmHWM:", let kibibytes = Int(words[1]) {
        return kibibytes * 1024
      }
    }
    return 0
  }
}
