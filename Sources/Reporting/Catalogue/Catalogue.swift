/// What `faultline catalog` prints: an overview, a topic, or whatever bears a name.
package struct Catalogue: Sendable {
  private let parts: [(topic: CatalogueTopic, entries: [CatalogueEntry])]
  /// Whether entries are only named, each with its sentence of help.
  private let isOverview: Bool

  /// The catalogue of everything, in an overview.
  package init() {
    parts = CatalogueTopic.allCases.map { ($0, $0.entries) }
    isOverview = true
  }

  /// The catalogue of a topic, or of all entries of a name; `nil` where there is neither.
  package init?(of name: String) {
    isOverview = false
    if let topic = CatalogueTopic(rawValue: name) {
      parts = [(topic, topic.entries)]
    } else {
      parts = CatalogueTopic.allCases.compactMap { topic in
        let entries = topic.entries.filter { $0.name == name }
        return entries.isEmpty ? nil : (topic, entries)
      }
      if parts.isEmpty { return nil }
    }
  }

  /// The name that somebody probably meant who asked for something that is not there.
  package static func nearest(to name: String) -> String? {
    let entries = CatalogueTopic.allCases.flatMap { $0.entries.map(\.name) }
    return NearestWord.to(name, among: CatalogueTopic.allCases.map(\.rawValue) + entries)
  }
}

// MARK: - For people

extension Catalogue {
  /// The catalogue as lines of text.
  package func text(in style: TerminalStyle) -> String {
    isOverview ? overview(in: style) : details(in: style)
  }

  private func overview(in style: TerminalStyle) -> String {
    let sections = parts.map { topic, entries in
      var table = Table([.init(overflow: .cut), .init(overflow: .wrap)], indentation: 2)
      for entry in entries { table.append([Table.Cell(entry.name), Table.Cell(entry.help)]) }
      let title = "\(topic.rawValue): \(topic.help)"
      return ReportSection.text(title, table.text(in: style), in: style)
    }
    return sections.joined(separator: "\n")
      + "\n'faultline catalog <name>' tells all of one topic or one name\n"
  }

  private func details(in style: TerminalStyle) -> String {
    let isTopic = parts.contains { $0.entries.count > 1 }
    let details = parts.flatMap { topic, entries in
      entries.map { entry in
        entry.text(under: parts.count > 1 ? topic : nil, withShared: !isTopic, in: style)
      }
    }
    return ([isTopic ? sharedKeys(in: style) : ""] + details).filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  /// What every entry of a topic takes, told once.
  private func sharedKeys(in style: TerminalStyle) -> String {
    guard let part = parts.first, let keys = part.entries.first?.sharedKeys, !keys.isEmpty else {
      return ""
    }
    return style.painted("all \(part.topic.rawValue)", .heading) + "\n"
      + keys.map { $0.text(in: style) }.joined(separator: "\n")
  }
}

extension CatalogueEntry {
  fileprivate func text(
    under topic: CatalogueTopic?, withShared: Bool, in style: TerminalStyle
  ) -> String {
    let title = name + (topic.map { " (\($0.rawValue))" } ?? "")
    var text = style.painted(title, .heading) + "\n" + CellText.filled(help, 2, style)
    for fact in facts { text += CellText.filled("\(fact.word): \(fact.text)", 2, style) }
    let keys = (withShared ? sharedKeys : []) + self.keys
    return ([text] + keys.map { $0.text(in: style) }).joined(separator: "\n")
  }
}

extension CatalogueKey {
  fileprivate func text(in style: TerminalStyle) -> String {
    "  " + style.painted(title, .firstSeries) + "\n" + CellText.filled(help, 6, style)
      + CellText.filled(allowed, 6, style, .quiet)
  }

  /// The key with what it holds when it is left out.
  private var title: String {
    if isRequired { return "\(name) (required)" }
    return standard.map { "\(name): \($0)" } ?? name
  }
}

extension CellText {
  /// A paragraph set in by so many cells.
  fileprivate static func filled(
    _ text: String, _ indentation: Int, _ style: TerminalStyle, _ paint: Paint = .plain
  ) -> String {
    wrapped(text, to: style.width - indentation)
      .map { spaces(indentation) + style.painted($0, paint) + "\n" }.joined()
  }
}

// MARK: - For programs

extension Catalogue {
  /// The catalogue as one JSON document; an overview has all details too.
  package var json: String {
    JSONText.document { json in
      json.member("schema", "faultline-catalogue")
      json.member("schemaVersion", reportFormatVersion)
      for (topic, entries) in parts {
        json.array(topic.rawValue, entries) { $1.write(to: &$0) }
      }
    }
  }
}

extension CatalogueEntry {
  fileprivate func write(to json: inout JSONText) {
    json.object { json in
      json.member("name", name)
      json.member("help", help)
      for fact in facts { json.member(fact.word, fact.text) }
      let keys = sharedKeys + self.keys
      guard !keys.isEmpty else { return }
      json.array("keys", keys) { json, key in
        json.object(compact: true) { json in
          json.member("name", key.name)
          json.member("required", key.isRequired)
          json.member("allowed", key.allowed)
          if let standard = key.standard { json.member("default", standard) }
          json.member("help", key.help)
        }
      }
    }
  }
}
