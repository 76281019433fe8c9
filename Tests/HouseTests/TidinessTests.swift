import Foundation
import Testing

@Suite struct `Tidy sources` {
  @Test(arguments: [
    ("Foundation", "the standard library and Glibc"),
    ("Date", "the `now` that the caller passes"),
    ("SystemRandomNumberGenerator", "a named RandomStream"),
    ("randomElement", "RandomStream.below(_:)"),
    ("shuffled", "draws of our own"),
    ("hashValue", "a hash that is the same in every process"),
    ("UUID", "a number"),
    ("TODO", "an issue"),
    ("FIXME", "an issue"),
  ])
  func `banned words have something better`(word: String, instead: String) throws {
    let uses = try SourceTree.uses(of: [word], in: "Sources")
    #expect(uses == [], "use \(instead) instead of \(word)")
  }

  @Test func `functions of the C library that differ between machines are not called`() throws {
    let calls = try SourceTree.swiftFiles(in: "Sources/Simulation").flatMap { file in
      file.lines.filter { line in
        [" log(", " exp(", " pow(", " sin(", " cos("].contains { line.contains($0) }
          && !line.contains("Elementary") && !line.contains("func ") && !line.contains("//")
          && !file.path.contains("Elementary") && !file.path.contains("Distribution")
      }
    }
    #expect(calls == [])
  }

  @Test func `files are short`() throws {
    let lengths = try SourceTree.swiftFiles(in: "Sources").map { ($0.path, $0.lines.count) }
    #expect(lengths.filter { $0.1 > 600 }.map(\.0) == [])
    let long = lengths.filter { $0.1 > 400 }.count
    #expect(Double(long) <= 0.05 * Double(lengths.count))
    let median = lengths.map(\.1).sorted()[lengths.count / 2]
    #expect(median <= 150)
  }

  @Test func `functions are short`() throws {
    let long = try SourceTree.swiftFiles(in: "Sources").flatMap { file in
      functions(of: file).filter { $0.length > 60 }
        .map { "\(file.path):\($0.start): \($0.length) lines" }
    }
    #expect(long == [])
  }

  @Test func `nobody is a manager, helper or utility`() throws {
    let types = try SourceTree.swiftFiles(in: "Sources").flatMap(\.lines).filter { line in
      ["struct ", "class ", "enum ", "protocol "].contains { line.contains($0) }
        && ["Manager", "Helper", "Util", "Processor", "Misc"].contains { word in
          line.split { !$0.isLetter }.contains { $0.hasSuffix(word) }
        }
    }
    #expect(types == [])
  }

  /// Where the functions of a file start and how many lines they have, told by indentation.
  private func functions(of file: SourceTree.File) -> [(start: Int, length: Int)] {
    var found: [(Int, Int)] = []
    var open: (start: Int, indentation: Int)?
    for (number, line) in file.lines.enumerated() {
      let indentation = line.prefix { $0 == " " }.count
      if let function = open,
        line.hasPrefix(String(repeating: " ", count: function.indentation) + "}"),
        indentation == function.indentation
      {
        found.append((function.start + 1, number - function.start + 1))
        open = nil
      } else if open == nil, line.contains("func ") || line.contains(" init("),
        !line.hasSuffix("}"), !line.trimmingCharacters(in: [" "]).hasPrefix("//")
      {
        open = (number, indentation)
      }
    }
    return found
  }
}
