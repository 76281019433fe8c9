internal import Scenario
package import Simulation

extension Criterion {
  /// Everything by which some ways to set a system up are judged, in the order of reports.
  package static func all(for blueprints: [Blueprint]) -> [Criterion] {
    let isStruck = blueprints.contains { !$0.faults.isEmpty }
    let isOrdered = blueprints.contains(where: \.watchesOrder)
    let compacts = blueprints.contains(where: \.compacts)
    return messages + (compacts ? compaction : []) + (isOrdered ? order : [])
      + sagas(of: blueprints) + effects(of: blueprints)
      + (isStruck ? recovery : []) + [timeToComplete]
      + latency(inPhases: isStruck ? [nil] + Phase.allCases.map(Optional.some) : [nil])
      + work(of: blueprints) + money
  }

  private static var messages: [Criterion] {
    [
      outcome(.offered, "offered", .neither, says: "is offered", "messages"),
      outcome(.completed, "completed", .moreIsBetter, says: "completes", "messages"),
      share(.completed, "completed, share", .moreIsBetter),
      Criterion(
        "messages.unserved", "unserved", .unserved, says: "leaves", "messages unserved",
        for: .loss),
      outcome(.lost, "lost", says: "loses", "messages"),
      share(.lost, "lost, share"),
      outcome(.halfDone, "half done", says: "leaves", "messages half done"),
      share(.halfDone, "half done, share"),
      outcome(.stuck, "stuck", says: "leaves", "messages in dead-letter queues"),
      share(.stuck, "stuck, share"),
      outcome(.pending, "pending", says: "leaves", "messages open at the end"),
      share(.pending, "pending, share"),
      outcome(.doubled, "doubled", says: "doubles", "messages"),
      share(.doubled, "doubled, share"),
    ]
  }

  private static var compaction: [Criterion] {
    [
      outcome(.superseded, "superseded", .neither, says: "supersedes", "messages"),
      share(.superseded, "superseded, share", .neither),
    ]
  }

  private static var order: [Criterion] {
    [
      outcome(.outOfOrder, "out of order", says: "lets", "messages take effect out of order"),
      share(.outOfOrder, "out of order, share"),
    ]
  }

  /// What becomes of transactions, where any blueprint has them.
  private static func sagas(of blueprints: [Blueprint]) -> [Criterion] {
    guard blueprints.contains(where: { $0.areTransactions.contains(true) }) else { return [] }
    let taken = [
      outcome(.compensated, "compensated", says: "takes back", "messages"),
      share(.compensated, "compensated, share"),
    ]
    return taken
      + Expectation.SagaOutcome.allCases.map { outcome in
        Criterion(
          "\(Expectation.SagaOutcome.owner).\(outcome.rawValue)", "sagas \(outcome.rawValue)",
          .subject(.saga(outcome), phase: nil), .count, outcome.direction,
          says: "leaves", "\(outcome.rawValue) transactions",
          for: outcome == .inconsistent ? .loss : nil)
      }
  }

  /// The effects of all blueprints, each once, in the order in which they are first named.
  private static func effects(of blueprints: [Blueprint]) -> [Criterion] {
    let names = blueprints.flatMap(\.effects).reduce(into: [String]()) { names, name in
      if !names.contains(name) { names.append(name) }
    }
    let single = names.flatMap { name in
      [
        Criterion(
          "\(name).total", "\(name), times", .subject(.effect(name: name, .total), phase: nil),
          .count, .neither),
        Criterion(
          "\(name).duplicates", "\(name), duplicates",
          .subject(.effect(name: name, .duplicates), phase: nil)),
      ]
    }
    let all = Criterion(
      "duplicates", "duplicate effects", .repeatedEffects, says: "repeats", "effects",
      for: .duplicates)
    return names.isEmpty ? [] : single + [all]
  }

  private static var recovery: [Criterion] {
    [
      Criterion(
        "recovered", "runs that recovered", .recovered, .share, .moreIsBetter,
        says: "recovers in", "of the runs", for: .recovery),
      Criterion(
        "recoveryTime", "recovery time", .subject(.recoveryTime, phase: nil), .seconds,
        says: "recovers within", for: .recovery),
    ]
  }

  private static var timeToComplete: Criterion {
    Criterion(
      "messages.timeToComplete.p99", "99% completed within", .timeToComplete(share: 0.99), .seconds,
      says: "completes 99% of all messages within", for: .latency)
  }

  private static func latency(inPhases phases: [Phase?]) -> [Criterion] {
    phases.flatMap { phase in
      [Statistic.p50, .p99].map { statistic in
        let braces = phase.map { " {phase: \($0.rawValue)}" } ?? ""
        let label = "end-to-end \(statistic.rawValue)" + (phase.map { ", \($0.rawValue)" } ?? "")
        let subject = Expectation.Subject.metric(
          component: World.messagesName, .endToEndLatency, statistic)
        return Criterion(
          "\(World.messagesName).EndToEndLatency.\(statistic.rawValue)\(braces)", label,
          .subject(subject, phase: phase), .seconds, says: "has an \(label) of")
      }
    }
  }

  private static func work(of blueprints: [Blueprint]) -> [Criterion] {
    let deadLetters = blueprints.flatMap(\.deadLetterQueues)
    return [
      Criterion("invocations", "invocations", .sum(.invocations), says: "makes", "invocations"),
      Criterion("errors", "errors", .sum(.errors), says: "makes", "errors"),
      Criterion("throttles", "throttles", .sum(.throttles), says: "has", "throttles"),
      Criterion("retries", "retries", .sum(.stepRetries), says: "makes", "retries"),
      Criterion(
        "deadLettered", "dead-lettered", .sum(.deadLettered), says: "dead-letters", "messages"),
      Criterion(
        "maximumDepth", "maximum depth", .maximum(.messagesVisible, except: deadLetters),
        says: "queues at most", "messages"),
      Criterion(
        "maximumAge", "maximum age", .maximum(.ageOfOldestMessage, except: deadLetters), .seconds,
        says: "lets the oldest message wait for"),
    ]
  }

  private static var money: [Criterion] {
    [
      Criterion(
        "cost", "cost", .subject(.cost(component: nil), phase: nil), .dollars, says: "costs",
        for: .cost),
      Criterion(
        "costPerCompleted", "cost per completed message", .costPerCompleted, .dollars,
        says: "costs", "a completed message"),
    ]
  }

  private static func outcome(
    _ outcome: Expectation.Outcome, _ label: String, _ direction: Direction = .lessIsBetter,
    says before: String, _ after: String
  ) -> Criterion {
    Criterion(
      "messages.\(outcome.rawValue)", label, .subject(.outcome(outcome), phase: nil), .count,
      direction, says: before, after)
  }

  private static func share(
    _ outcome: Expectation.Outcome, _ label: String, _ direction: Direction = .lessIsBetter
  ) -> Criterion {
    Criterion("messages.\(outcome.rawValue).share", label, .share(outcome), .share, direction)
  }
}

extension Expectation.SagaOutcome {
  fileprivate var direction: Criterion.Direction {
    switch self {
    case .committed: .moreIsBetter
    case .compensated, .untouched: .neither
    case .inconsistent, .stuck, .open: .lessIsBetter
    }
  }
}

extension Blueprint {
  /// The queues to which some other queue's redrive policy leads.
  fileprivate var deadLetterQueues: [String] {
    components.compactMap {
      ($0.settings as? QueueComponentSettings)?.redrivePolicy?.deadLetterQueue
    }
  }
}
