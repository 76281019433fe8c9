import Foundation
import Reporting
import Scenario
import Simulation
import Testing

/// What the README and the guides show must be so: their scenarios are read, their commands are run,
/// their outputs are compared, their links lead somewhere.
@Suite struct `The documentation` {
  @Test(arguments: DocumentationPage.all)
  func `has commands that do what it says`(page: DocumentationPage) throws {
    let faultline = try Faultline.besideScenarios()
    var latest: Faultline.Ending?
    for block in page.blocks {
      switch Example(block) {
      case .file(let name, let text): try faultline.write(text, to: name)
      case .commands(let lines):
        latest = nil
        for line in lines {
          guard let call = line.call else { continue }
          let outcome = try faultline.read(call)
          #expect(
            outcome.code == line.exitCode,
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
    let faultline = try Faultline.besideScenarios()
    for block in page.blocks {
      guard case .fragment(let section, let text) = Example(block) else { continue }
      try faultline.write(
        FragmentFixture.scenario(with: text, in: section), to: "fragment.json5")
      let outcome = try faultline.read("faultline check fragment.json5")
      #expect(outcome.code == 0, "\(page.path):\(block.place)\n\(outcome.errors)")
    }
  }

  @Test(arguments: DocumentationPage.all)
  func `has no block that nobody tries`(page: DocumentationPage) {
    let example = ["json5", "json", "jsonl", "sh", "text", "csv", "swift"]
    let untried = page.blocks.filter { block in
      guard example.contains(block.language) else { return true }
      if case .commands(let lines) = Example(block) {
        return lines.contains { $0.call == nil && !$0.isForTheToolchain }
      }
      return block.language.hasPrefix("json") && Example(block) == nil
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
  func `has recorded messages that can be read`(page: DocumentationPage) throws {
    for block in page.blocks where block.language == "csv" {
      let rows = try TraceReader.rows(in: "recorded.csv", Array(block.text.utf8)).get()
      #expect(rows.count == block.lines.count - 1)
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

  @Test(arguments: DocumentationPage.all)
  func `has examples in Swift that a test runs`(page: DocumentationPage) throws {
    let place = "Tests/FaultlineKitTests/GuideExampleTests.swift"
    let tested = try DocumentationPage(path: place).lines.map(\.withoutIndentation)
    for block in page.blocks where block.language == "swift" {
      let shown = block.lines.map(\.withoutIndentation)
      #expect(tested.contains(shown), "\(page.path):\(block.place) is not in \(place)")
    }
  }

  @Test func `can be reached from its first page`() throws {
    let first = try DocumentationPage.named("Faultline")
    let hidden = DocumentationPage.all.map(\.name).filter {
      $0 != "README" && $0 != first.name && !first.prose.contains("<doc:\($0)>")
    }
    #expect(hidden == [])
  }
}

extension String {
  fileprivate var withoutIndentation: Substring { drop { $0 == " " } }
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
    let rows = writing.lines.compactMap {
      $0.firstMatch(of: /^\| `([a-z0-9]+-[a-z]+|[a-z]+)` \|/)?.1
    }
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

  @Test func `agree on the advice`() throws {
    let page = try DocumentationPage.named("WritingScenarios")
    let section = page.lines.drop { $0 != "## Mistakes and advice" }
    let rows = section.compactMap { $0.firstMatch(of: /^\| `([a-z-]+)` \| (.+) \|$/)?.output }
    #expect(rows.map { String($0.1) } == Lint.Rule.allCases.map(\.rawValue))
    #expect(rows.map { String($0.2) } == Lint.Rule.allCases.map(\.help))
    #expect(Lint.Rule.allCases.filter { $0.severity == .note } == [.visibilityAdvice])
  }

  @Test func `agree on the measures and statistics`() throws {
    let page = try DocumentationPage.named("WritingScenarios")
    let words =
      Expectation.Outcome.allCases.map(\.rawValue) + Statistic.allCases.map(\.rawValue)
      + Expectation.Comparison.allCases.map(\.rawValue)
    #expect(words.filter { !page.prose.contains("`\($0)`") } == [])
  }

  @Test func `agree on the metrics that the guides name`() throws {
    let names = Set(Metric.allCases.map(\.definition.name))
    let page = try DocumentationPage.named("ReadingResults")
    let named = page.prose.matches(of: /`([A-Z][A-Za-z]+)`/).map { String($0.1) }
    let statistics = Statistic.allCases.map(\.rawValue)
    #expect(named.filter { !names.contains($0) && !statistics.contains($0) } == [])
  }

  @Test(arguments: [
    "run", "compare", "sweep", "check", "match", "replay", "breaker", "catalog", "reference",
    "init",
    "selftest",
  ])
  func `agree on the options`(command: String) throws {
    let help = try Faultline().read("faultline \(command) --help").output
    let options = help.matches(of: #/(?m)^ +(--[a-z-]+)/#).map { String($0.1) }
    let page = try DocumentationPage.named("RunningScenarios")
    let text = page.lines.joined(separator: "\n")
    #expect(options.contains("--help"))
    #expect(options.filter { !text.contains($0) } == [])
  }

  @Test func `agree on the commands`() throws {
    let help = try Faultline().read("faultline --help").output
    let list = help.components(separatedBy: "exit codes:")[0]
    let commands = list.matches(of: #/(?m)^  ([a-z]+) /#).map { String($0.1) }
    let page = try DocumentationPage.named("RunningScenarios")
    #expect(commands.count > 3)
    #expect(commands.filter { !page.prose.contains("`faultline \($0)") } == [])
  }

  @Test func `agree on the exit codes`() throws {
    let page = try DocumentationPage.named("RunningScenarios")
    let rows = page.lines.compactMap { $0.firstMatch(of: /^\| ([0-9, ]+) \|/)?.1 }
    let told = rows.joined(separator: ",").split(separator: ",").compactMap {
      Int32($0.trimmingCharacters(in: .whitespaces))
    }
    #expect(told == ExitCode.allCases.map(\.rawValue).sorted())
  }

  @Test func `agree on the date of the prices`() throws {
    let page = try DocumentationPage.named("ReadingResults")
    #expect(Prices.readOn == "2026-11")
    #expect(page.prose.contains("November 2026"))
  }

  @Test func `agree on the defaults of resilience4j`() throws {
    let page = try DocumentationPage.named("CircuitBreakers")
    let rule = CircuitBreakerPolicy.RateRule()
    let policy = CircuitBreakerPolicy.resilience4j
    let rows = [
      "| `minimumNumberOfCalls` | \(rule.minimumNumberOfCalls) |",
      "| `failureRateThreshold` | \(Int(rule.failureRateThreshold))% |",
      "| `permittedNumberOfCallsInHalfOpenState` | \(policy.permittedNumberOfCallsInHalfOpenState) |",
    ]
    #expect(rows.filter { !page.prose.contains($0) } == [])
    #expect(rule.window == .calls(100))
    #expect(rule.slowCallDurationThreshold == .seconds(60))
    #expect(rule.slowCallRateThreshold == 100)
    #expect(policy.coolDown == .seconds(60))
  }
}
