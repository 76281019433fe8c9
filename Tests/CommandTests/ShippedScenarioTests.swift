import Foundation
import Scenario
import Testing

/// Every scenario that ships keeps to its expectations, and its files are those that ship with it.
@Suite struct `Shipped scenarios` {
  /// The paths of the scenarios from the top of the repository.
  static let paths: [String] = {
    let folder = Repository.root.appending(path: "Scenarios")
    let found = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (found ?? []).filter { $0.hasSuffix(".json5") }.sorted().map { "Scenarios/\($0)" }
  }()

  @Test(arguments: paths)
  func `write the files that ship with them, byte for byte`(path: String) throws {
    let faultline = try Faultline.besideScenarios()
    let name = String(path.dropFirst("Scenarios/".count).dropLast(".json5".count))
    let shipped = try Self.files(in: Repository.root.appending(path: "Reports/\(name)"))
    let command = shipped["comparison.csv"] == nil ? "run" : "compare"
    let ending = try faultline.run(command, path, "--output", "files", "--no-html", "--quiet")
    #expect(ending.code == 0, "\(path): \(ending.errors)")

    let written = try Self.files(in: faultline.folder.appending(path: "files"))
    #expect(written.keys.sorted() == shipped.keys.sorted())
    for (file, contents) in written where shipped[file] != contents {
      Issue.record(
        "\(name)/\(file) differs; 'faultline \(command) \(path)' writes the one that is right")
    }
  }

  @Test(
    arguments: paths.filter {
      path in
      ["patterns", "redundancy", "saga"].contains { path.hasPrefix("Scenarios/\($0)/") }
    })
  func `show what they say in every variant`(path: String) throws {
    let scenario = Repository.root.appending(path: path)
    let text = try String(contentsOf: scenario, encoding: .utf8)
    let reading = ScenarioDocument.read(SourceText(name: path, text: text)) { name in
      let file = scenario.deletingLastPathComponent().appending(path: name)
      guard let contents = FileManager.default.contents(atPath: file.path) else {
        return .unreadable(reason: "no such file")
      }
      return .contents(Array(contents))
    }
    let faultline = try Faultline.besideScenarios()
    for variant in try #require(reading.document).variants.map(\.name) {
      let ending = try faultline.run(
        "run", path, "--variant", variant, "--no-files", "--charts", "none")
      #expect(ending.code == 0, "\(path), \(variant): \(ending.output)\(ending.errors)")
    }
  }

  @Test func `of patterns are all in the guides`() {
    let blocks = DocumentationPage.all.flatMap(\.blocks)
    let patterns = Self.paths.filter { $0.hasPrefix("Scenarios/patterns/") }
    #expect(patterns.filter { path in !blocks.contains { $0.text.contains(path) } } == [])
  }

  @Test func `are all there is in the reports`() throws {
    let reports = Repository.root.appending(path: "Reports")
    let found = FileManager.default.enumerator(atPath: reports.path)?.compactMap { $0 as? String }
    let folders = Set(
      (found ?? []).filter { $0.hasSuffix(".csv") }.map {
        "Scenarios/" + ($0 as NSString).deletingLastPathComponent + ".json5"
      })
    #expect(folders.sorted() == Self.paths)
  }

  private static func files(in folder: URL) throws -> [String: Data] {
    // The pages are made anew by whoever wants to look at them.
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0 != "report.html" }
    return try names.reduce(into: [:]) { files, name in
      files[name] = try Data(contentsOf: folder.appending(path: name))
    }
  }
}
