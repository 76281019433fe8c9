extension CatalogueTopic {
  /// The topic as a part of a reference page.
  var reference: String {
    let entries = self.entries
    var parts = ["## \(rawValue.capitalizedFirst)\n\n\(MarkdownText.escaped(help))\n"]
    if let keys = entries.first?.sharedKeys, !keys.isEmpty {
      parts.append("All of them take these keys:\n\n" + CatalogueKey.table(keys))
    }
    let isTable = entries.allSatisfy { $0.keys.isEmpty }
    parts += isTable ? [Self.table(entries)] : entries.map(\.reference)
    return parts.joined(separator: "\n")
  }

  /// Entries without keys of their own: a row each, with a column for every word under which
  /// something is said of one.
  private static func table(_ entries: [CatalogueEntry]) -> String {
    var words: [String] = []
    for entry in entries {
      for fact in entry.facts where !words.contains(fact.word) { words.append(fact.word) }
    }
    let rows = entries.map { entry in
      [MarkdownText.code(entry.name), MarkdownText.escaped(entry.help)]
        + words.map { word in
          MarkdownText.escaped(entry.facts.first { $0.word == word }?.text ?? "")
        }
    }
    return MarkdownText.table(["name", "what it is"] + words, rows)
  }
}

extension CatalogueEntry {
  /// The entry under a heading of its own.
  fileprivate var reference: String {
    var text = "### \(name)\n\n\(MarkdownText.escaped(help))\n"
    for fact in facts {
      let isTyped = fact.word == CatalogueTopic.exampleWord
      let shown = isTyped ? MarkdownText.code(fact.text) : MarkdownText.escaped(fact.text)
      text += "\n\(fact.word.capitalizedFirst): \(shown)\n"
    }
    if !keys.isEmpty { text += "\n" + CatalogueKey.table(keys) }
    return text
  }
}

extension CatalogueKey {
  /// A row for each key: what it may hold, what it holds when it is left out, what it does.
  fileprivate static func table(_ keys: [CatalogueKey]) -> String {
    let rows = keys.map { key in
      [
        MarkdownText.code(key.name), MarkdownText.escaped(key.allowed),
        key.isRequired ? "required" : key.standard.map { MarkdownText.code($0) } ?? "",
        MarkdownText.escaped(key.help),
      ]
    }
    return MarkdownText.table(["key", "holds", "left out", "what it does"], rows)
  }
}

extension String {
  /// The text with its first letter in upper case.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
