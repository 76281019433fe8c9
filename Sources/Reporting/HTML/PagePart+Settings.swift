internal import Experiment
internal import Scenario
internal import Simulation

/// What was asked for, and how to do it again.
extension PagePart {
  /// The faults, the settings that differ, and all settings with their defaults.
  func writeSettings(to html: inout HTMLText) {
    let place = comparison?.baseline ?? 0
    let column = columns[place]
    write(.settings, "Settings in effect", to: &html) { html in
      if let happenings = column.run?.happenings(in: column.blueprint), !happenings.isEmpty {
        var table = PageTable(
          caption: "Faults and actions", headings: ["Fault or action", "What", "When"])
        table.isWordy = true
        for row in happenings {
          table.rows.append(
            (.init(text: row.name), [.init(text: row.what), .init(text: row.times)]))
        }
        table.write(to: &html)
      }
      let heading = isComparison ? "Setting of '\(column.name)'" : "Setting"
      settings(column.blueprint.outlines, heading: heading).write(to: &html)
      for (other, page) in columns.enumerated() where other != place {
        writeDifferences(of: page, to: column, in: &html)
      }
      writeAllSettings(of: column, to: &html)
    }
  }

  private func settings(_ outlines: [Named<String>], heading: String) -> PageTable {
    var table = PageTable(caption: heading, headings: ["Component", heading])
    table.isWordy = true
    table.rows = outlines.map { (.init(text: $0.name), [.init(text: $0.value)]) }
    return table
  }

  /// The components that a variant sets otherwise than the baseline, or leaves out.
  private func writeDifferences(
    of page: PageColumn, to baseline: PageColumn, in html: inout HTMLText
  ) {
    let changes = page.blueprint.changes(from: baseline.blueprint)
    if changes.isEmpty {
      html.element(
        "p", ["class": "note"], text: "'\(page.name)' has the same components, set alike.")
      return
    }
    settings(changes, heading: "'\(page.name)' differs from '\(baseline.name)' in").write(to: &html)
  }

  private func writeAllSettings(of column: PageColumn, to html: inout HTMLText) {
    html.element("details") { html in
      html.element("summary", text: "Every setting, defaults included")
      var table = PageTable(caption: "Every setting", headings: ["Component", "Settings"])
      table.isWordy = true
      for part in column.blueprint.settings {
        let places = column.blueprint.placement(of: part.name).speltKeys(.complete)
        let told = places.filter(\.isTelling) + part.value.settings.speltKeys(.complete)
        let keys = told.map { key in
          "\(key.name): \(key.value.text(for: .person))"
        }
        table.rows.append(
          (
            .init(text: part.name, details: [part.value.type]),
            [.init(text: keys.joined(separator: ", "))]
          ))
      }
      table.write(to: &html)
    }
  }
}

extension Blueprint {
  /// What is set otherwise than in another blueprint: the keys of what both have, all of what the
  /// other lacks, and a word for what it has alone.
  fileprivate func changes(from other: Blueprint) -> [Named<String>] {
    let before = other.settings
    let own: [Named<String>] = zip(settings, outlines).compactMap { part, outline in
      guard
        let same = before.first(where: { $0.name == part.name && $0.value.type == part.value.type })
      else { return Named(part.name, "added: " + outline.value) }
      let changed =
        Self.changes(of: placement(of: part.name), from: other.placement(of: part.name))
        + Self.changes(of: part.value.settings, from: same.value.settings)
      return changed.isEmpty ? nil : Named(part.name, changed.joined(separator: ", "))
    }
    let absent = before.filter { part in !settings.contains { $0.name == part.name } }
    return own + absent.map { Named($0.name, "left out") }
  }

  private static func changes(of own: any Described, from other: any Described) -> [String] {
    let before = other.speltKeys().map { $0.value.text(for: .person) }
    return zip(own.speltKeys(), before).compactMap { key, before in
      let text = key.value.text(for: .person)
      return text == before ? nil : "\(key.name): \(text)"
    }
  }
}
