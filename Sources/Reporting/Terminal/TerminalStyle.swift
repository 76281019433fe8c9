/// How text may look where it goes: how wide, with which characters, with colours or without.
///
/// It is made once, at the edge, and passed down, so that every output is a function of its input.
package struct TerminalStyle: Hashable, Sendable {
  /// Which characters may be used.
  package enum Glyphs: Hashable, Sendable {
    case unicode
    case ascii
  }

  /// The width in cells, from 60 to 200.
  package let width: Int
  /// Which characters may be used.
  package let glyphs: Glyphs
  /// Whether colours may be used.
  package let hasColour: Bool
  /// Whether somebody is watching, so that a line may be redrawn in place.
  package let isTerminal: Bool

  /// The widths that tables and charts are made for.
  package static let widths = 60...200
  /// The width where none can be known, as in a file.
  package static let usualWidth = 80

  /// A style; the width is brought within `widths`.
  package init(
    width: Int = usualWidth, glyphs: Glyphs = .unicode, hasColour: Bool = false,
    isTerminal: Bool = false
  ) {
    self.width = min(max(width, Self.widths.lowerBound), Self.widths.upperBound)
    self.glyphs = glyphs
    self.hasColour = hasColour
    self.isTerminal = isTerminal
  }

  /// The style that an environment asks for.
  ///
  /// `COLUMNS` goes before the terminal's own width. Unicode needs a locale that says so, the first
  /// set one of `LC_ALL`, `LC_CTYPE` and `LANG` (POSIX, "Environment Variables"). Colours need a
  /// terminal that is not `dumb`, and no `NO_COLOR` (https://no-color.org).
  package init(environment: (String) -> String?, isTerminal: Bool, terminalWidth: Int?) {
    func value(_ name: String) -> String? {
      environment(name).flatMap { $0.isEmpty ? nil : $0 }
    }
    let asked = value("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    let locale = (value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG") ?? "").lowercased()
    let isDumb = value("TERM") == "dumb"
    self.init(
      width: asked ?? terminalWidth ?? Self.usualWidth,
      glyphs: locale.contains("utf-8") || locale.contains("utf8") ? .unicode : .ascii,
      hasColour: isTerminal && !isDumb && value("NO_COLOR") == nil,
      isTerminal: isTerminal && !isDumb)
  }

  /// The text in the given paint, or as it is where there are no colours.
  package func painted(_ text: String, _ paint: Paint) -> String {
    guard hasColour, paint != .plain, text.contains(where: { $0 != " " }) else { return text }
    return "\u{1B}[\(paint.code)m\(text)\u{1B}[0m"
  }
}

/// A colour or emphasis, named by what it says; never the only sign of it.
package enum Paint: Hashable, Sendable {
  case plain
  case heading
  /// What is there but should not draw the eye: axes, rules, notes.
  case quiet
  case good
  case bad
  case warning
  /// The mark of a fault.
  case fault
  /// The first and the second series of a chart.
  case firstSeries
  case secondSeries

  /// The parameters of the escape sequence (ECMA-48 "Select Graphic Rendition").
  var code: String {
    switch self {
    case .plain: "0"
    case .heading: "1"
    case .quiet: "90"
    case .good: "32"
    case .bad: "1;31"
    case .warning: "33"
    case .fault: "31"
    case .firstSeries: "36"
    case .secondSeries: "33"
    }
  }
}
