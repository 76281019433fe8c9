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
      lines += CellText.wrapped(interruption, to: style.width)
        .map { style.painted($0, .warning) }
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

  /// How far the run got before it was interrupted, or met a limit.
  var interruption: String {
    if let limit = result.limit { return "stopped: \(limit); what follows is not the whole run" }
    return
      "interrupted after \(NumberText.duration(result.endedAt - .start)): what follows is not the "
      + "whole run"
  }

  /// What each component is and how it is set: what differs from the defaults, and what matters.
  func settingsSection(in style: TerminalStyle) -> String {
    var table = Table([.init(), .init(overflow: .wrap)], indentation: 2)
    for part in blueprint.outlines {
      table.append([Table.Cell(part.name), Table.Cell(part.value)])
    }
    return ReportSection.text("Settings", table.text(in: style), in: style)
  }
}

extension Blueprint {
  /// What each component and producer is and how it is set, in the order of the scenario: what
  /// differs from the defaults, and what matters.
  var outlines: [Named<String>] {
    settings.map {
      Named($0.name, Self.outline($0.value.type, $0.value.settings, in: placement(of: $0.name)))
    }
  }

  /// Where a component or producer is; nowhere if the scenario does not place it.
  func placement(of name: String) -> Placement {
    placements.first { $0.name == name }?.value ?? Placement()
  }

  /// The type and the settings of each component and producer, in the order of the scenario.
  var settings: [Named<(type: String, settings: any Described)>] {
    components.map { Named($0.name, (type(of: $0.settings).typeName, $0.settings)) }
      + producers.map { Named($0.name, (ProducerSettings.typeName, $0.value)) }
  }

  private static func outline(
    _ type: String, _ settings: any Described, in placement: Placement
  ) -> String {
    let places = placement.speltKeys().filter(\.isTelling)
    let told =
      places
      + settings.speltKeys().filter { key in
        key.value != .null && (key.isTelling || telling.contains(key.name))
      }
    let words = told.map { "\($0.name): \($0.value.outline)" }
    return ([type] + words).joined(separator: ", ")
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
    for row in result.happenings(in: blueprint) {
      table.append([Table.Cell(row.name, row.paint), Table.Cell(row.what), Table.Cell(row.times)])
    }
    return ReportSection.text("Faults and actions", table.text(in: style), in: style)
  }
}

/// Something that happened to the system from outside.
struct Happening {
  /// The fault's label, or that it was done by hand.
  let name: String
  /// How the name is painted.
  let paint: Paint
  /// The action and its target.
  let what: String
  /// When.
  let times: String
}

extension RunResult {
  /// The faults with their times, then what was done by hand.
  func happenings(in blueprint: Blueprint) -> [Happening] {
    let faults = blueprint.faults.enumerated().map { index, fault in
      Happening(
        name: fault.label, paint: .fault,
        what: fault.id.isEmpty ? "" : "\(fault.action.rawValue) \(fault.target)",
        times: times(of: windows.filter { $0.fault == index }, in: blueprint))
    }
    let actions = notes.map { note in
      Happening(
        name: "by hand", paint: .plain, what: note.text, times: "at " + NumberText.clock(note.at))
    }
    return faults + actions
  }

  private static var mostWindows: Int { 3 }

  private func times(of windows: [FaultWindow], in blueprint: Blueprint) -> String {
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
