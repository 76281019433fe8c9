internal import Simulation

/// The rows beneath a plot that show when each fault acts.
struct FaultBand {
  /// A fault's window and its label, in columns of the plot.
  private struct Entry {
    let fault: Chart.FaultMark
    let window: Range<Int>
    /// Where the label starts, and whether it stands inside the window.
    let labelStart: Int
    let label: String
    var extent: Range<Int> {
      let labelEnd = labelStart + CellText.width(of: label)
      return min(window.lowerBound, labelStart)..<max(window.upperBound, labelEnd)
    }
  }

  private static let mostLanes = 4
  private var lanes: [[Entry]] = []
  private var hiddenCount = 0

  /// Puts the windows into as few rows as their labels allow, in the order of their start.
  init(_ faults: [Chart.FaultMark], on axis: TimeAxis, glyphs: TerminalStyle.Glyphs) {
    let end = axis.duration.nanoseconds
    let visible = faults.filter { $0.start.nanoseconds < end && $0.start < $0.end }
    let ordered = visible.enumerated().sorted { left, right in
      (left.element.start, left.offset) < (right.element.start, right.offset)
    }
    for (_, fault) in ordered { place(Self.entry(fault, on: axis, glyphs)) }
  }

  /// The rows, each ended by a line feed.
  func text(in style: TerminalStyle, indentation: Int) -> String {
    let shade: Character = style.glyphs == .unicode ? "▒" : "#"
    var text = ""
    for lane in lanes {
      var line = CellText.spaces(indentation)
      var reached = 0
      for entry in lane {
        line += CellText.spaces(entry.extent.lowerBound - reached)
        line += style.painted(Self.drawn(entry, shade: shade), .fault)
        reached = entry.extent.upperBound
      }
      text += CellText.withoutTrailingSpaces(line) + "\n"
    }
    if hiddenCount > 0 {
      let noun = hiddenCount == 1 ? "fault window" : "fault windows"
      text += CellText.spaces(indentation) + "and \(hiddenCount) more \(noun)\n"
    }
    return text
  }

  private mutating func place(_ entry: Entry) {
    let free = lanes.firstIndex { lane in
      lane.allSatisfy { $0.extent.upperBound < entry.extent.lowerBound }
    }
    if let free {
      lanes[free].append(entry)
    } else if lanes.count < Self.mostLanes {
      lanes.append([entry])
    } else {
      hiddenCount += 1
    }
  }

  /// The label goes inside where there is room, else to the right, else to the left, else it is cut.
  private static func entry(
    _ fault: Chart.FaultMark, on axis: TimeAxis, _ glyphs: TerminalStyle.Glyphs
  ) -> Entry {
    let window = axis.columns(from: fault.start, to: fault.end)
    let label = " " + CellText.printable(fault.label) + " "
    let width = CellText.width(of: label)
    if window.count >= width + 4 {
      return Entry(fault: fault, window: window, labelStart: window.lowerBound + 2, label: label)
    }
    let bare = String(label.dropLast())
    if window.upperBound + width - 1 <= axis.width {
      return Entry(fault: fault, window: window, labelStart: window.upperBound, label: bare)
    }
    if window.lowerBound >= width - 1 {
      let start = window.lowerBound - width + 1
      return Entry(
        fault: fault, window: window, labelStart: start, label: String(label.dropFirst()))
    }
    let room = max(0, window.count - 2)
    let cut = CellText.cut(bare, to: room, glyphs: glyphs)
    return Entry(fault: fault, window: window, labelStart: window.lowerBound + 1, label: cut)
  }

  private static func drawn(_ entry: Entry, shade: Character) -> String {
    let labelEnd = entry.labelStart + CellText.width(of: entry.label)
    let before = max(0, min(entry.labelStart, entry.window.upperBound) - entry.window.lowerBound)
    let after = max(0, entry.window.upperBound - max(labelEnd, entry.window.lowerBound))
    return String(repeating: shade, count: before) + entry.label
      + String(repeating: shade, count: after)
  }
}

extension TimeAxis {
  /// The columns in which a window lies, at least one.
  func columns(from start: Instant, to end: Instant) -> Range<Int> {
    let first = min(column(of: start), width - 1)
    let exact = min(1, Double(end.nanoseconds) / Double(duration.nanoseconds)) * Double(width)
    return first..<min(width, max(first + 1, Int((exact - 1e-9).rounded(.up))))
  }
}
