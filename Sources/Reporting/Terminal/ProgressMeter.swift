package import Simulation

/// Decides when a progress line is drawn and what it says; the time of day is told to it.
///
/// Nothing is drawn in the first second, and then at most five times a second.
package struct ProgressMeter: Sendable {
  private let style: TerminalStyle
  private let title: String
  private var lastDrawn: Interval?

  /// What must happen on the terminal.
  package enum Action: Hashable, Sendable {
    case nothing
    /// Replace the line by this one.
    case draw(String)
    /// Remove the line.
    case clear
  }

  /// A meter for work of the given name.
  package init(_ title: String, style: TerminalStyle) {
    self.title = title
    self.style = style
  }

  /// Notes how much virtual time of the whole is done, at so much real time since the work began.
  package mutating func update(
    done: Interval, of whole: Interval, after elapsed: Interval
  ) -> Action {
    guard isDue(after: elapsed) else { return .nothing }
    return .draw(line(done: done, of: whole, after: elapsed))
  }

  /// Notes which share of work that has no virtual time is done, and what there is to say of it.
  package mutating func update(
    share: Double, note: String, after elapsed: Interval
  ) -> Action {
    guard isDue(after: elapsed) else { return .nothing }
    return .draw(line(share: min(max(share, 0), 1), parts: [note]))
  }

  /// Notes that the work is over, or that something else is to be printed.
  package mutating func finish() -> Action {
    guard lastDrawn != nil else { return .nothing }
    lastDrawn = nil
    return .clear
  }

  /// Whether a line is to be drawn now, which is then noted.
  private mutating func isDue(after elapsed: Interval) -> Bool {
    guard style.isTerminal, elapsed >= .seconds(1) else { return false }
    if let lastDrawn, elapsed - lastDrawn < .milliseconds(200) { return false }
    lastDrawn = elapsed
    return true
  }

  private func line(done: Interval, of whole: Interval, after elapsed: Interval) -> String {
    let share = whole > .zero ? min(max(done / whole, 0), 1) : 1
    let speed = NumberText.short(done / elapsed) + (style.glyphs == .unicode ? "× " : "x ")
    var parts = ["\(NumberText.duration(done)) of \(NumberText.duration(whole))"]
    parts.append(speed + "real time")
    if share > 0 {
      parts.append(Self.rounded(elapsed * ((1 - share) / share)) + " left")
    }
    return line(share: share, parts: parts)
  }

  private func line(share: Double, parts: [String]) -> String {
    let percentage = CellText.rightAligned("\(Int(share * 100))%", in: 4)
    let full = "\(title) \(bar(share)) \(percentage)  " + parts.joined(separator: ", ")
    return CellText.cut(full, to: style.width - 1, glyphs: style.glyphs)
  }

  /// Whole seconds: what is left is a guess, and digits that flicker help nobody.
  private static func rounded(_ interval: Interval) -> String {
    NumberText.duration(.seconds(Int((interval.seconds + 0.5).rounded(.down))))
  }

  private func bar(_ share: Double) -> String {
    let width = style.width >= 100 ? 24 : 12
    let filled = Int(share * Double(width))
    let (full, empty) = style.glyphs == .unicode ? ("█", "░") : ("#", ".")
    return String(repeating: full, count: filled) + String(repeating: empty, count: width - filled)
  }
}
