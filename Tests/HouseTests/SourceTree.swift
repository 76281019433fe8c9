import Foundation

/// The project's own sources, read as text.
struct SourceTree {
  /// A source file and its lines.
  struct File {
    /// The path from the top of the project.
    var path: String
    var lines: [String]
  }

  /// The top of the project.
  static let top = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The Swift files below a folder, by path.
  static func swiftFiles(in folder: String) throws -> [File] {
    let start = top.appendingPathComponent(folder)
    let found = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)
    let paths = (found?.compactMap { $0 as? URL } ?? [])
      .filter { $0.pathExtension == "swift" && !$0.path.contains("/.build/") }
      .map(\.path).sorted()
    return try paths.map { path in
      let text = try String(contentsOfFile: path, encoding: .utf8)
      return File(
        path: String(path.dropFirst(top.path.count + 1)), lines: text.components(separatedBy: "\n"))
    }
  }

  /// The lines of code that name a word, comments left out, as `path:line: text`.
  static func uses(of words: [String], in folder: String, except: [String] = []) throws -> [String]
  {
    try swiftFiles(in: folder).filter { !except.contains($0.path) }.flatMap { file in
      file.lines.enumerated().compactMap { number, line in
        let code = line.components(separatedBy: "//").first ?? ""
        let names = code.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
        return words.contains(where: names.contains)
          ? "\(file.path):\(number + 1): \(line.trimmingCharacters(in: .whitespaces))" : nil
      }
    }
  }
}
