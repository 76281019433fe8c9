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
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    (document, mistakes) = ScenarioDocument.read(source) { name in
      Self.trace(name.hasPrefix("/") ? name : folder + name)
    }
  }

  /// The largest file of recorded messages, in bytes.
  private static let largestTrace = 1 << 30

  private static func trace(_ path: String) -> TraceFile {
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

  /// The mistakes and warnings as a compiler would print them; empty when there are none.
  package var findings: String { mistakes.isEmpty ? "" : mistakes.rendered(in: source) }
}

extension ScenarioFile {
  /// What the file means, once its mistakes and warnings are on standard error.
  ///
  /// - Throws: When a mistake keeps the scenario from running.
  package func meaning(isQuiet: Bool) throws(ScenarioRefusal) -> ScenarioDocument {
    guard let document, !mistakes.containErrors else {
      StandardStream.note(findings)
      throw .mistaken
    }
    if !mistakes.isEmpty, !isQuiet { StandardStream.note(findings) }
    return document
  }
}

/// Why a scenario that was read is not run.
package enum ScenarioRefusal: Hashable, Sendable {
  /// The file has mistakes, which have been told.
  case mistaken
  /// The scenario has no variant of this name.
  case noVariant(String, nearest: String?, known: [String])
}

extension ScenarioRefusal: CommandError {
  package var exitCode: ExitCode {
    switch self {
    case .mistaken: .invalidScenario
    case .noVariant: .usage
    }
  }

  package var message: String? {
    switch self {
    case .mistaken: nil
    case .noVariant(let name, let nearest?, _):
      "error: the scenario has no variant '\(name)'; did you mean '\(nearest)'?"
    case .noVariant(let name, nil, let known) where known.isEmpty:
      "error: the scenario has no variant '\(name)', nor any other"
    case .noVariant(let name, nil, let known):
      "error: the scenario has no variant '\(name)'; use "
        + known.map { "'\($0)'" }.joined(lastBy: "or")
    }
  }
}
