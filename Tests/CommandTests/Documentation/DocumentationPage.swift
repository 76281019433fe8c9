import Foundation
import Testing

/// A page of the documentation, taken apart into its blocks of code and its links.
struct DocumentationPage: Sendable, CustomTestStringConvertible {
  /// A stretch between two fences.
  struct Block: Sendable {
    /// The word behind the opening fence.
    let language: String
    /// The lines between the fences.
    let lines: [String]
    /// The line of the page on which the opening fence stands, from 1.
    let place: Int
    /// The file that the block shows, if the line before it ends with the file's name and a colon.
    let file: String?

    /// The text between the fences.
    var text: String { lines.map { $0 + "\n" }.joined() }
  }

  /// The page's path from the top of the repository.
  let path: String
  /// The lines of the page.
  let lines: [String]
  /// The blocks of code, in their order.
  let blocks: [Block]

  /// What stands outside of the blocks.
  let prose: String

  init(path: String) throws {
    self.path = path
    let text = try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var blocks: [Block] = []
    var prose = ""
    var open: (language: String, place: Int, lines: [String])?
    var file: String?
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(
            Block(language: block.language, lines: block.lines, place: block.place, file: file))
          open = nil
        } else {
          open = (String(line.dropFirst(3)), index + 1, [])
        }
      } else if open != nil {
        open?.lines.append(line)
      } else {
        prose += line + "\n"
        if !line.isEmpty { file = line.firstMatch(of: /`([^`]+)`:$/).map { String($0.1) } }
      }
    }
    self.blocks = blocks
    self.prose = prose
  }

  var testDescription: String { path }

  /// The page's name in links of other pages.
  var name: String { String(path.split(separator: "/").last?.dropLast(3) ?? "") }

  /// The README and every page of the catalogue, by name.
  static let all: [DocumentationPage] = {
    let catalogue = "Sources/Faultline.docc"
    let names = FileManager.default.enumerator(
      atPath: Repository.root.appending(path: catalogue).path)?.compactMap { $0 as? String }
    let pages = (names ?? []).filter { $0.hasSuffix(".md") }.sorted().map { "\(catalogue)/\($0)" }
    return (["README.md"] + pages).compactMap { try? DocumentationPage(path: $0) }
  }()

  /// The page of a name.
  static func named(_ name: String) throws -> DocumentationPage {
    try #require(all.first { $0.name == name })
  }
}

/// Where the sources lie.
enum Repository {
  /// The top of the repository, found from this file.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
}
