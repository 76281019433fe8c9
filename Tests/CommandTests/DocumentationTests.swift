import Foundation
import Scenario
import Simulation
import Testing

/// What the README and the guides show must be so: their scenarios are read, their commands are run,
/// their outputs are compared, their links lead somewhere.
@Suite struct `The documentation` {
  @Test(arguments: DocumentationPage.all)
  func `has commands that do what it says`(page: DocumentationPage) throws {
    let sandbox = try Sandbox()
    var latest: Sandbox.Outcome?
    for block in page.blocks {
      switch Example(block) {
      case .file(let name, let text): try sandbox.write(text, to: name)
      case .commands(let lines):
        latest = nil
        for line in lines {
          guard let call = line.call else { continue }
          let outcome = try sandbox.run(call)
          #expect(
            outcome.exitCode == line.exitCode,
            "\(page.path):\(block.place): \(line.text)\n\(outcome.errors)")
          latest = outcome
        }
      case .output(let shown):
        guard let outcome = latest else { continue }
        let real = outcome.output.isEmpty ? outcome.errors : outcome.output
        #expect(shown == real, "\(page.path):\(block.place) is not what the command prints")
      case .fragment, nil: break
      }
    }
  }

  @Test(arguments: DocumentationPage.all)
  func `has parts of scenarios that fit into one`(page: DocumentationPage) throws {
    let sandbox = try Sandbox()
    for block in page.blocks {
      guard case .fragment(let section, let text) = Example(block) else { continue }
      let scenario = try Self.scenario(with: text, in: section)
      try sandbox.write(scenario, to: "fragment.json5")
      let outcome = try sandbox.run("faultline check fragment.json5")
      #expect(outcome.exitCode == 0, "\(page.path):\(block.place)\n\(outcome.errors)")
    }
  }

  @Test(arguments: DocumentationPage.all)
  func `has no block that nobody tries`(page: DocumentationPage) {
    let example = ["json5", "sh", "text", "csv"]
    let untried = page.blocks.filter { block in
      guard example.contains(block.language) else { return true }
      if case .commands(let lines) = Example(block) {
        return lines.contains { $0.call == nil && !$0.isForTheToolchain }
      }
      return block.language == "json5" && Example(block) == nil
    }
    #expect(untried.map { "\(page.path):\($0.place)" } == [])
  }

  @Test(arguments: DocumentationPage.all)
  func `uses every file that it shows`(page: DocumentationPage) {
    var unused: [String] = []
    for block in page.blocks {
      switch Example(block) {
      case .file(let name, _): unused.append(name)
      case .commands(let lines):
        unused.removeAll { name in lines.contains { $0.text.contains(name) } }
      case .fragment, .output, nil: break
      }
    }
    #expect(unused == [])
  }

  @Test(arguments: DocumentationPage.all)
  func `has recorded messages that can be read`(page: DocumentationPage) {
    for block in page.blocks where block.language == "csv" {
      let rows = TraceReader.rows(in: "recorded.csv", Array(block.text.utf8))
      #expect(throws: Never.self) { try rows.get() }
    }
  }

  @Test(arguments: DocumentationPage.all)
  func `has links that lead somewhere`(page: DocumentationPage) {
    let pages = DocumentationPage.all.map(\.name)
    let toPages = page.prose.matches(of: /<doc:([^>]+)>/).map { String($0.1) }
    #expect(toPages.filter { !pages.contains($0) } == [])
    let folder = Repository.root.appending(path: page.path).deletingLastPathComponent()
    let toFiles = page.prose.matches(of: /\]\(([^)]+)\)/).map { String($0.1) }
      .filter { !$0.hasPrefix("https://") }
    let broken = toFiles.filter {
      !FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
    }
    #expect(broken == [])
  }

  @Test func `can be reached from its first page`() throws {
    let first = try DocumentationPage.named("Faultline")
    let hidden = DocumentationPage.all.map(\.name).filter {
      $0 != "README" && $0 != first.name && !first.prose.contains("<doc:\($0)>")
    }
    #expect(hidden == [])
  }

  /// A scenario of which a fragment is a part: the shipped circuit breaker with a variant.
  private static func scenario(with fragment: String, in section: String) throws -> String {
    let base = Repository.root.appending(path: "Scenarios/coffee-shop/circuit-breaker.json5")
    let variants =
      switch section {
      case "variants": fragment
      case "step": patch(handler: "[\(fragment)]")
      case "steps": patch(handler: fragment)
      default: "{ fragment: { \(section): \(fragment) } }"
      }
    return try String(contentsOf: base, encoding: .utf8)
      .replacing("\n{\n", with: "\n{\n  variants: \(variants),\n", maxReplacements: 1)
  }

  private static func patch(handler: String) -> String {
    "{ fragment: { components: { \"process-order\": { handler: \(handler) } } } }"
  }
}

/// What the program knows must be in the guides, and what the guides name must be in the program.
@Suite struct `The guides and the catalogue` {
  @Test func `agree on the faults`() throws {
    let page = try DocumentationPage.named("Faults")
    let explained = page.lines.compactMap { $0.firstMatch(of: /^\| `([a-z]+\.[A-Za-z]+)` \|/)?.1 }
    #expect(Set(explained.map(String.init)) == Set(FaultAction.allCases.map(\.rawValue)))
  }

  @Test func `agree on the component types`() throws {
    let types = Set(ComponentCatalogue.types.map { $0.typeName })
    let writing = try DocumentationPage.named("WritingScenarios")
    let rows = writing.lines.compactMap { $0.firstMatch(of: /^\| `([a-z0-9]+-[a-z]+|[a-z]+)` \|/)?.1 }
    #expect(types.subtracting(rows.map(String.init)) == [])
    let services = try DocumentationPage.named("Services")
    let headings = services.lines.compactMap { $0.firstMatch(of: /^## .*: `([^`]+)`$/)?.1 }
    #expect(Set(headings.map(String.init)) == types)
  }

  @Test func `agree on the steps`() throws {
    let page = try DocumentationPage.named("WritingScenarios")
    let rows = page.lines.compactMap { $0.firstMatch(of: /^\| `\{ ([A-Za-z]+): .*\}` \|/)?.1 }
    let verbs = StepCatalogue.types.map { $0.verb }
    #expect(verbs.filter { verb in !rows.contains { $0 == verb } } == [])
  }

  @Test func `agree on what is done by hand`() throws {
    let page = try DocumentationPage.named("WritingScenarios")
    let deeds = ManualAction.Deed.allCases.map(\.rawValue)
    #expect(deeds.filter { !page.prose.contains("`\($0)`") } == [])
  }

  @Test func `agree on the measures and statistics`() throws {
    let page = try DocumentationPage.named("WritingScenarios")
    let words =
      Expectation.Outcome.allCases.map(\.rawValue) + Expectation.Statistic.allCases.map(\.rawValue)
      + Expectation.Comparison.allCases.map(\.rawValue)
    #expect(words.filter { !page.prose.contains("`\($0)`") } == [])
  }

  @Test func `agree on the metrics that the guides name`() throws {
    let names = Set(Metric.allCases.map(\.definition.name))
    let page = try DocumentationPage.named("ReadingResults")
    let named = page.prose.matches(of: /`([A-Z][A-Za-z]+)`/).map { String($0.1) }
    let statistics = Expectation.Statistic.allCases.map(\.rawValue)
    #expect(named.filter { !names.contains($0) && !statistics.contains($0) } == [])
  }
}
