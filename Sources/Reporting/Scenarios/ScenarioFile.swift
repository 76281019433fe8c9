package import Experiment
package import Scenario

/// A scenario file as it was read: its text, what it means, and what is wrong with it.
package struct ScenarioFile: Sendable {
  /// The file, as the user named it.
  package let path: String
  /// The text, for messages.
  package let source: SourceText
  /// What the file means; `nil` when it has a mistake.
  package let document: ScenarioDocument?
  /// Mistakes and warnings.
  package let mistakes: [Mistake]

  /// Reads a file, and the files of recorded messages that it names, which lie beside it.
  ///
  /// - Throws: When there is nothing to read; a mistake in what was read is no error.
  package init(reading path: String) throws(InputError) {
    self.path = path
    source = SourceText(
      name: path, bytes: try InputFile.bytes(of: path, limit: Limit.fileSize))
    (document, mistakes) = ScenarioDocument.read(source) { Self.trace($0, besides: path) }
  }

  /// The largest file of recorded messages, in bytes.
  private static let largestTrace = 1 << 30

  /// A file of recorded messages, by its name in a scenario.
  static func trace(_ name: String, besides scenario: String) -> TraceFile {
    let folder = scenario.lastIndex(of: "/").map { scenario[...$0] } ?? ""
    let path = name.hasPrefix("/") ? name : folder + name
    do throws(InputError) {
      let bytes = try InputFile.bytes(of: path, limit: largestTrace)
      guard bytes.count <= largestTrace else {
        return .unreadable(reason: "it is larger than 1 GB")
      }
      return .contents(bytes)
    } catch {
      return .unreadable(reason: error.reason)
    }
  }

  /// Whether a mistake keeps the scenario from running.
  package var isMistaken: Bool { document == nil || mistakes.containErrors }

  /// What is wrong with the file, as a compiler would print it, and a line with the tally.
  ///
  /// - Parameter isQuiet: Whether warnings and the tally are left out.
  package func verdict(isQuiet: Bool) -> String {
    let errors = mistakes.filter { $0.severity == .error }
    if isQuiet { return errors.isEmpty ? "" : errors.rendered(in: source) }
    let warnings = mistakes.filter { $0.severity == .warning }.count
    let tally =
      "\(source.name.printable()): "
      + (errors.isEmpty ? "no mistakes" : errors.count.counted("mistake"))
      + (warnings == 0 ? "" : ", " + warnings.counted("warning"))
    return (mistakes.isEmpty ? "" : mistakes.rendered(in: source) + "\n") + tally + "\n"
  }

  /// What is chosen of a file, once its mistakes and warnings are on standard error.
  ///
  /// Where the choice is mistaken, that is told alone: warnings would push it out of sight. Notes are
  /// for whoever checks a scenario, not for each of its runs.
  ///
  /// - Parameters:
  ///   - isQuiet: Whether warnings are left out.
  ///   - choose: Takes what it wants from the scenario, or throws.
  /// - Throws: When a mistake keeps the scenario from running, or what the choice throws.
  package func meaning<Choice>(
    isQuiet: Bool, choose: (ScenarioDocument) throws -> Choice
  ) throws -> Choice {
    try [self].meaning(isQuiet: isQuiet) { try choose($0[0].document) }
  }

  fileprivate func tell(isQuiet: Bool) {
    let told = mistakes.filter { $0.severity == .error || $0.severity == .warning && !isQuiet }
    if !told.isEmpty { StandardStream.note(told.rendered(in: source)) }
  }
}

extension [ScenarioFile] {
  /// What is chosen of some files together, as of a single one.
  package func meaning<Choice>(
    isQuiet: Bool,
    choose: ([(path: String, document: ScenarioDocument)]) throws -> Choice
  ) throws -> Choice {
    let documents = compactMap { file in
      file.isMistaken ? nil : file.document.map { (path: file.path, document: $0) }
    }
    guard documents.count == count else {
      for file in self { file.tell(isQuiet: isQuiet) }
      throw ScenarioRefusal.mistaken
    }
    let choice = try choose(documents)
    for file in self { file.tell(isQuiet: isQuiet) }
    return choice
  }
}

extension ScenarioFile {
  /// The scenario without each of the things that may have made its story.
  package func counterfactuals(
    of setup: ScenarioDocument.Variant, variant: String?
  ) throws(ScenarioRefusal) -> [Counterfactual] {
    do throws(SettingMistake) {
      return try Counterfactual.all(of: setup, source: source, variant: variant) {
        Self.trace($0, besides: path)
      }
    } catch {
      throw .setting(error.description)
    }
  }
}
