internal import Scenario
internal import Simulation

/// What a report opens with: what was run, so that it can be repeated from the report itself.
extension RunReport {
  /// The title, and the circumstances of the whole run.
  func heading(in style: TerminalStyle) -> String {
    let title = blueprint.title.isEmpty ? scenario : blueprint.title
    var lines = CellText.wrapped(CellText.printable(title), to: style.width)
      .map { style.painted($0, .heading) }
    lines += CellText.wrapped(circumstances, to: style.width)
    if !variants.isEmpty { lines += CellText.wrapped(variantNote, to: style.width) }
    if result.wasInterrupted {
      lines.append(style.painted(interruption, .warning))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private var circumstances: String {
    let length = NumberText.duration(blueprint.duration)
    let period = NumberText.duration(blueprint.period)
    let concurrency = NumberText.grouped(blueprint.accountConcurrency)
    return "\(length) in periods of \(period), seed \(result.seed), "
      + "account concurrency \(concurrency)"
  }

  private var variantNote: String {
    let others = variants.filter { $0 != variant }.map { "'\($0)'" }.joined(lastBy: "and")
    if variant.isEmpty { return "the scenario as it stands; --variant runs \(others)" }
    let note = "variant '\(variant)' of the scenario"
    return others.isEmpty ? note : note + "; there are also \(others)"
  }

  private var interruption: String {
    "interrupted after \(NumberText.duration(result.endedAt - .start)): what follows is not the "
      + "whole run"
  }

  /// What each component is and how it is set: what differs from the defaults, and what matters.
  func settingsSection(in style: TerminalStyle) -> String {
    var table = Table([.init(), .init(overflow: .wrap)], indentation: 2)
    for component in blueprint.components {
      let type = Swift.type(of: component.settings).typeName
      table.append([Table.Cell(component.name), Self.cell(type, component.settings)])
    }
    for producer in blueprint.producers {
      table.append([
        Table.Cell(producer.name), Self.cell(ProducerSettings.typeName, producer.value),
      ])
    }
    return ReportSection.text("Settings", table.text(in: style), in: style)
  }

  private static func cell(_ type: String, _ settings: any Described) -> Table.Cell {
    let told = settings.speltKeys().filter { key in
      key.value != .null && (key.isTelling || telling.contains(key.name))
    }
    let words = told.map { "\($0.name): \($0.value.outline)" }
    return Table.Cell(([type] + words).joined(separator: ", "))
  }

  /// The settings that decide over a message's fate and are told even where they are the default.
  private static let telling = [
    "visibilityTimeout", "messageRetentionPeriod", "timeout", "memory", "preset", "billing",
  ]
}

extension JSONValue {
  /// The value as the list of settings has it: of handlers only what each step does to whom.
  fileprivate var outline: String {
    guard case .array(let steps) = self, !steps.isEmpty else { return text(for: .person) }
    let verbs = steps.compactMap { step -> String? in
      guard case .object(let members) = step, let first = members.first else { return nil }
      return "\(first.key) \(first.value.text(for: .person))"
    }
    return verbs.count == steps.count ? verbs.joined(separator: ", then ") : text(for: .person)
  }
}

/// What happens to the system from outside, as the report lists it.
extension RunReport {
  /// The faults with their times, and what was done by hand.
  func scheduleSection(in style: TerminalStyle) -> String {
    var table = Table([.init(), .init(overflow: .wrap), .init(overflow: .wrap)], indentation: 2)
    for (index, fault) in blueprint.faults.enumerated() {
      let windows = result.windows.filter { $0.fault == index }
      let what = fault.id.isEmpty ? "" : "\(fault.action.rawValue) \(fault.target)"
      table.append([
        Table.Cell(fault.label, .fault), Table.Cell(what), Table.Cell(times(of: windows)),
      ])
    }
    for note in result.notes {
      table.append([
        "by hand", Table.Cell(note.text), Table.Cell("at " + NumberText.clock(note.at)),
      ])
    }
    return ReportSection.text("Faults and actions", table.text(in: style), in: style)
  }

  private static let mostWindows = 3

  private func times(of windows: [FaultWindow]) -> String {
    guard !windows.isEmpty else { return "never within the run" }
    let shown = windows.prefix(Self.mostWindows).map { window in
      let isOpen = window.end >= .start + blueprint.duration
      return NumberText.clock(window.start) + " to "
        + (isOpen ? "the end" : NumberText.clock(window.end))
    }
    let rest = windows.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) times more" : "")
  }
}

extension NumberText {
  /// A time of the run: `30 s`, `1 min 3 s`.
  static func clock(_ instant: Instant) -> String { duration(instant - .start) }
}
