internal import Scenario
package import Simulation

/// The way of one message through a run, as a timeline.
package struct MessageJourney: Sendable {
  private let name: MessageName
  private let blueprint: Blueprint
  private let result: RunResult

  /// The message that a text names, `guests#12`; a number alone is the only producer's, or the first's.
  package static func name(
    _ text: String, in blueprint: Blueprint
  ) throws(ScenarioRefusal) -> MessageName {
    let parts = text.split(separator: "#", maxSplits: 1).map(String.init)
    let known = blueprint.producers.map(\.name)
    let producer = parts.count == 2 ? known.firstIndex(of: parts[0]) : known.isEmpty ? nil : 0
    guard let producer, let number = parts.last.flatMap({ UInt64($0) }) else {
      throw .setting(
        "'\(text)' names no message; use the producer and the number, such as "
          + "\(known.first ?? "guests")#12")
    }
    return MessageName(producer: producer, number: number)
  }

  /// Runs a scenario and follows the message.
  package init(of name: MessageName, in blueprint: Blueprint) throws(RunError) {
    self.name = name
    var blueprint = blueprint
    blueprint.trace = .message(name)
    blueprint.recordsMessages = true
    self.blueprint = blueprint
    result = try WatchedRun(blueprint, title: nil).result()
  }

  /// Whether the producer made a message of that number.
  package var isFound: Bool { journey != nil }

  private var journey: Journey? {
    result.journeys.first { $0.producer == name.producer && $0.number == name.number }
  }

  /// The timeline.
  package func text(in style: TerminalStyle) -> String {
    let title = "\(blueprint.producers[name.producer].name)#\(name.number)"
    guard let journey else {
      return "the producer made no message \(title) in this run\n"
    }
    var table = Table(
      [
        .init("time", .right), .init("after", .right), .init("who"), .init("what", overflow: .wrap),
      ],
      indentation: 2)
    for moment in moments(of: journey) {
      table.append([
        Table.Cell(NumberText.duration(moment.at - .start)),
        Table.Cell("+" + NumberText.duration(moment.at - journey.dueAt)), Table.Cell(moment.who),
        Table.Cell(moment.what, moment.isTrouble ? .bad : .plain),
      ])
    }
    return ReportSection.text("The journey of \(title)", table.text(in: style), in: style)
  }

  /// Something that happened to the message.
  private struct Moment {
    let at: Instant
    let who: String
    let what: String
    var isTrouble = false
  }

  private func moments(of journey: Journey) -> [Moment] {
    let sent = Moment(
      at: journey.dueAt, who: blueprint.producers[journey.producer].name, what: "is due to be sent")
    let spans = (result.trace?.spans ?? []).map(moment)
    let ends = [
      journey.completedAt.map { Moment(at: $0, who: "", what: "all it asks for is done") },
      Moment(
        at: journey.endedAt ?? result.endedAt, who: "",
        what: journey.endedAt == nil
          ? "the run ends: \(journey.outcome.rawValue)" : "ends: \(journey.outcome.rawValue)",
        isTrouble: journey.outcome != .completed),
    ].compactMap(\.self)
    let edges = result.windows.flatMap { window in
      let label = blueprint.faults[window.fault].label
      return [
        Moment(at: window.start, who: "fault", what: "\(label) begins", isTrouble: true),
        Moment(at: window.end, who: "fault", what: "\(label) ends"),
      ]
    }.filter { $0.at >= journey.dueAt && $0.at <= journey.endedAt ?? result.endedAt }
    return ([sent] + spans + edges + ends).enumerated()
      .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
  }

  private func moment(of span: TraceLog.Span) -> Moment {
    let who = result.parts[span.target].name
    let caller = span.caller.map { result.parts[$0].name }
    let isGood = span.outcome == .ok || span.outcome == .answeredBefore
    // What is fetched is told when it comes.
    if span.bringsMessages {
      return Moment(at: span.end ?? span.start, who: who, what: "goes to \(caller ?? "nobody")")
    }
    let length = span.end.map { " after \(NumberText.duration($0 - span.start))" } ?? ""
    let outcome =
      span.outcome.map { ", answered \($0)\(length)" } ?? (caller == nil ? "" : ", never answered")
    return Moment(
      at: span.start, who: who,
      what: "\(span.operation)" + (caller.map { " from \($0)" } ?? "") + outcome,
      isTrouble: !isGood && caller != nil)
  }
}
