internal import Experiment
internal import Scenario
internal import Simulation

/// The report for programs.
extension RunReport {
  /// One JSON document that says all that the tables of one run say of the run as a whole.
  package var json: String {
    JSONText.document { json in
      json.member("schema", "faultline-run")
      json.member("schemaVersion", reportFormatVersion)
      writeRequest(to: &json)
      writeOutcomes(to: &json)
      writeCost(to: &json)
      json.array("expectations", verdicts) { $1.write(to: &$0) }
      json.array("components", result.parts) { write($1, to: &$0) }
      json.array("measures", series(of: World.messagesName)) { $1.write(to: &$0) }
      json.member("events", result.eventCount)
      json.member("fingerprint", fingerprint)
      json.member("command", command)
    }
  }

  private func series(of component: String) -> [MetricSeries] {
    result.orderedSeries.filter { $0.component == component && $0.metric != .cost }
  }
}

// MARK: - What was asked for

extension RunReport {
  private func writeRequest(to json: inout JSONText) {
    json.member("scenario", scenario)
    json.member("title", blueprint.title)
    json.member("variant", variant)
    json.array("variants", variants) { $0.value($1) }
    json.member("seed", result.seed)
    json.member("replication", result.replication)
    json.member("durationSeconds", blueprint.duration.seconds)
    json.member("periodSeconds", blueprint.period.seconds)
    json.member("endedAtSeconds", result.endedAt.seconds)
    json.member("interrupted", result.wasInterrupted)
    json.member("accountConcurrency", blueprint.accountConcurrency)
    json.array("faults", Array(blueprint.faults.enumerated())) { json, fault in
      write(fault.element, result.windows.filter { $0.fault == fault.offset }, to: &json)
    }
    json.array("actions", result.notes) { json, note in
      json.object(compact: true) {
        $0.member("atSeconds", note.at.seconds)
        $0.member("action", note.text)
      }
    }
  }

  private func write(_ fault: Fault, _ windows: [FaultWindow], to json: inout JSONText) {
    json.object { json in
      json.member("id", fault.id)
      json.member("action", fault.action.rawValue)
      json.member("target", fault.target)
      json.array("windows", windows) { json, window in
        json.object(compact: true) {
          $0.member("startSeconds", window.start.seconds)
          $0.member("endSeconds", window.end.seconds)
        }
      }
    }
  }
}

// MARK: - What came of it

extension RunReport {
  private func writeOutcomes(to json: inout JSONText) {
    json.object("messages") { json in
      for outcome in result.outcomes.named { json.member(outcome.name, outcome.value) }
    }
    writeSagas(to: &json)
    json.object("effects") { json in
      for effect in result.effects {
        json.object(effect.name) { json in
          json.member("total", effect.value.times)
          json.member("messages", effect.value.messages)
          json.member("duplicates", effect.value.duplicates)
        }
      }
    }
    json.object("books") { json in
      json.member("sent", result.books.sent)
      json.member("duplicated", result.books.duplicated)
      for fate in result.books.fates { json.member("\(fate.fate)", fate.count) }
      json.member("held", result.books.held)
    }
    json.object("recovery") { json in
      json.member("state", result.recovery.word)
      json.member("seconds", result.recovery.seconds)
    }
  }

  private func writeCost(to json: inout JSONText) {
    json.object("costDollars") { json in
      json.member("total", result.cost.amount)
      json.member("perCompletedMessage", result.costPerCompleted)
    }
  }

  private func write(_ part: RunResult.Part, to json: inout JSONText) {
    let settings: (any Described)? =
      blueprint.components.first { $0.name == part.name }?.settings
      ?? blueprint.producers.first { $0.name == part.name }?.value
    json.object { json in
      json.member("name", part.name)
      json.member("type", part.type)
      json.member("costDollars", part.cost.amount)
      json.key("settings")
      json.value(settings?.document(.complete) ?? .null)
      json.array("metrics", series(of: part.name)) { $1.write(to: &$0) }
    }
  }
}

extension RunResult.Recovery {
  /// The state of recovery in one word.
  fileprivate var word: String {
    switch self {
    case .notNeeded: "notNeeded"
    case .after: "reached"
    case .notReached: "notReached"
    }
  }
}

extension Verdict {
  fileprivate func write(to json: inout JSONText) {
    json.object(compact: true) { json in
      json.member("expectation", expectation.text)
      json.member("result", result.rawValue)
      json.member("observed", observed)
    }
  }
}

extension MetricSeries {
  fileprivate func write(to json: inout JSONText) {
    json.object { json in
      json.member("namespace", metric.definition.namespace)
      json.member("metric", metric.definition.name)
      json.member("unit", DisplayUnit(metric.definition.unit).rawValue)
      json.key("total")
      write(statistics(), to: &json)
      for phase in Phase.allCases where phases[phase] != nil {
        json.key(phase.rawValue)
        write(statistics(in: phase), to: &json)
      }
    }
  }

  private func write(_ statistics: Statistics?, to json: inout JSONText) {
    json.object(compact: true) { json in
      for statistic in Statistic.allCases {
        json.member(statistic.rawValue, statistics?[statistic])
      }
    }
  }
}
