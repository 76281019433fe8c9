internal import Experiment
internal import Scenario
internal import Simulation

/// What was asked for, and how to do it again.
extension ReportPage {
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
    let own = page.blueprint.outlines
    let other = baseline.blueprint.outlines
    let changed = own.filter { !other.contains($0) }
    let absent = other.filter { part in !own.contains { $0.name == part.name } }
      .map { Named($0.name, "left out") }
    let heading = "'\(page.name)' differs from '\(baseline.name)' in"
    if changed.isEmpty && absent.isEmpty {
      html.element(
        "p", ["class": "note"], text: "'\(page.name)' has the same components, set alike.")
      return
    }
    settings(changed + absent, heading: heading).write(to: &html)
  }

  private func writeAllSettings(of column: PageColumn, to html: inout HTMLText) {
    html.element("details") { html in
      html.element("summary", text: "Every setting, defaults included")
      var table = PageTable(caption: "Every setting", headings: ["Component", "Settings"])
      table.isWordy = true
      for part in column.blueprint.settings {
        let keys = part.value.settings.speltKeys(.complete).map { key in
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

  /// The command, the fingerprint, and what a simulation cannot promise.
  func writeRepeat(to html: inout HTMLText) {
    write(.again, "Repeat it", to: &html) { html in
      html.element("div", ["class": "command"]) { html in
        html.element("pre", ["tabindex": "0"]) { $0.element("code", text: command) }
        html.element(
          "button", ["type": "button", "id": "copy", "hidden": ""], text: "Copy")
      }
      html.element(
        "p", ["class": "note"],
        text: "Fingerprint \(fingerprint). The same scenario, seed and version give the same "
          + "bytes on every machine.")
      html.element(
        "p", ["class": "note"],
        text: "These are the results of a model. It knows what the services' documentation says, "
          + "not your account's neighbours, and its numbers are only as good as the latencies, "
          + "rates and faults that the scenario assumes. The guide's page on the limits of the "
          + "model says what is left out.")
    }
  }
}
