internal import Glibc

extension TerminalStyle {
  /// The style of standard output or standard error as this process was started.
  ///
  /// - Parameter width: The width that the user asks for, which goes before all else.
  package static func detected(
    for stream: StandardStream.Kind, width: Int? = nil
  ) -> TerminalStyle {
    let style = TerminalStyle(
      environment: { name in getenv(name).map { String(cString: $0) } },
      isTerminal: isatty(stream.rawValue) == 1,
      terminalWidth: terminalWidth(of: stream.rawValue))
    guard let width else { return style }
    return TerminalStyle(
      width: width, glyphs: style.glyphs, hasColour: style.hasColour, isTerminal: style.isTerminal)
  }

  private static func terminalWidth(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
