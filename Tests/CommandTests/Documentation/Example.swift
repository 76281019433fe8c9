import Foundation

/// What a block of a page is an example of, and so how it is tried.
enum Example {
  /// A file that commands further down the page use.
  case file(name: String, text: String)
  /// A part of a scenario: the section it belongs to.
  case fragment(of: String, text: String)
  /// Commands, of which the executable's own are run.
  case commands([Line])
  /// What the commands just before it print.
  case output(String)

  /// One line of commands.
  struct Line {
    let text: String
    /// The exit code that a comment at the end of the line asks for; 0 without one.
    let exitCode: Int32

    init(_ text: String) {
      self.text = text
      let marker = text.components(separatedBy: "# exit ")
      exitCode = marker.count == 2 ? Int32(marker[1]) ?? -1 : 0
    }

    /// The line as the executable understands it, or nil for one that builds or copies.
    var call: String? {
      let prefix = "swift run -c release "
      let call = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
      return call.hasPrefix("faultline ") ? call : nil
    }

    /// Whether the line is one of those that are known not to be for the executable.
    var isForTheToolchain: Bool {
      ["swift test ", "swift build ", "cp .build/"].contains { text.hasPrefix($0) }
    }
  }

  /// The example of a block, or nil if it is none that can be tried.
  init?(_ block: DocumentationPage.Block) {
    switch block.language {
    case "json5":
      if let name = Self.marker("// file: ", of: block) {
        self = .file(name: name, text: block.text)
      } else if let section = Self.marker("// fragment: ", of: block) {
        self = .fragment(of: section, text: block.text)
      } else {
        return nil
      }
    case "json", "jsonl":
      guard let file = block.file else { return nil }
      self = .file(name: file, text: block.text)
    case "sh": self = .commands(block.lines.filter { !$0.isEmpty }.map(Line.init))
    case "text": self = .output(block.text)
    default: return nil
    }
  }

  private static func marker(_ marker: String, of block: DocumentationPage.Block) -> String? {
    guard let first = block.lines.first, first.hasPrefix(marker) else { return nil }
    return String(first.dropFirst(marker.count))
  }
}
