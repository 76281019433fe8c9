internal import Simulation

/// What became of every message, in plain words.
extension RunReport {
  /// Outcomes, effects, end-to-end latency, recovery, cost and the books.
  func messagesSection(in style: TerminalStyle) -> String {
    var table = Table(
      [.init(leader: .dots), .init("", .right), .init(overflow: .wrap)], indentation: 2)
    for row in outcomeRows + effectRows { table.append(row) }
    var lines = Table([.init(leader: .dots), .init(overflow: .wrap)], indentation: 2)
    for row in lineRows { lines.append(row) }
    return ReportSection.text("Messages", table.text(in: style), in: style) + "\n"
      + lines.text(in: style)
  }

  private var outcomeRows: [[Table.Cell]] {
    let outcomes = result.outcomes
    return [
      row("sent by producers", outcomes.offered, "", .plain),
      row("completed", outcomes.completed, share(outcomes.completed), .good),
    ] + compensatedRows + supersededRows + [
      row("lost", outcomes.lost, lossNote, .bad),
      row("half done", outcomes.halfDone, "ended with some effects, but not all", .bad),
      row("stuck", outcomes.stuck, "in a dead-letter queue at the end", .warning),
      row("pending", outcomes.pending, "waiting or being worked on at the end", .warning),
      row("doubled", outcomes.doubled, "had an effect more than once", .bad),
    ]
      + (outcomes.outOfOrder.map {
        [row("out of order", $0, "took effect after later ones of their group", .bad)]
      } ?? [])
  }

  private var compensatedRows: [[Table.Cell]] {
    guard let count = result.outcomes.compensated else { return [] }
    return [row("compensated", count, "ended with all that was done taken back", .warning)]
  }

  private var supersededRows: [[Table.Cell]] {
    guard let count = result.outcomes.superseded else { return [] }
    return [row("superseded", count, "a newer message of their key took their place", .warning)]
  }

  /// A count, painted where it is news, with a note where there is anything to note.
  private func row(_ name: String, _ count: Int, _ note: String, _ paint: Paint) -> [Table.Cell] {
    let isNews = count > 0
    return [
      Table.Cell(name), Table.Cell(NumberText.grouped(count), isNews ? paint : .plain),
      Table.Cell(isNews ? note : "", .quiet),
    ]
  }

  private func share(_ count: Int) -> String {
    let offered = result.outcomes.offered
    guard offered > 0, count < offered else { return offered > 0 ? "all of them" : "" }
    let text = NumberText.percent(Double(count) / Double(offered), decimals: 2)
    return text == "100%" ? "all but \(NumberText.grouped(offered - count))" : text
  }

  private var lossNote: String {
    let outcomes = result.outcomes
    let other = outcomes.lost - outcomes.lostByExpiry - outcomes.lostByDrop
    let causes = [
      (outcomes.lostByExpiry, "outlived a retention period"),
      (outcomes.lostByDrop, "refused or lost on the way"), (other, "deleted or given up undone"),
    ]
    return causes.filter { $0.0 > 0 }.map { "\(NumberText.grouped($0.0)) \($0.1)" }
      .joined(separator: ", ")
  }

  private var effectRows: [[Table.Cell]] {
    result.effects.map { effect in
      let totals = effect.value
      let note =
        totals.duplicates > 0
        ? "\(NumberText.grouped(totals.duplicates)) of them duplicates, for "
          + "\(NumberText.grouped(totals.messages)) messages"
        : totals.times > 0 ? "none twice" : ""
      return [
        Table.Cell("effect: \(effect.name)"), Table.Cell(NumberText.grouped(totals.times)),
        Table.Cell(note, totals.duplicates > 0 ? .bad : .quiet),
      ]
    }
  }

  private var lineRows: [[Table.Cell]] {
    [
      ["end to end", Table.Cell(endToEnd)], ["recovery", recoveryCell],
      ["cost", Table.Cell(cost)], ["books", Table.Cell(books, .quiet)],
    ]
  }

  /// How long messages took from end to end.
  var endToEnd: String {
    guard
      let times = result.series(.endToEndLatency, of: World.messagesName)?.statistics(),
      let p50 = times.p50, let p99 = times.p99
    else { return "no message was completed" }
    let unit = DisplayUnit.milliseconds
    return "p50 \(unit.text(p50)), p99 \(unit.text(p99)), longest \(unit.text(times.maximum))"
  }

  private var recoveryCell: Table.Cell {
    Table.Cell(recoveryText, result.recovery == .notReached ? .bad : .plain)
  }

  /// How long the system took to recover.
  var recoveryText: String {
    switch result.recovery {
    case .notNeeded: "not needed: nothing failed"
    case .after(let time) where time == .zero: "at once when the last fault ended"
    case .after(let time): "\(NumberText.duration(time)) after the end of the last fault"
    case .notReached: "not within the run"
    }
  }

  /// The whole cost, and that of a completed message.
  var cost: String {
    let whole = NumberText.dollars(result.cost.amount)
    guard let each = result.costPerCompleted else { return whole + ", and nothing to show for it" }
    return "\(whole), \(NumberText.dollars(each)) for each message completed"
  }

  /// The equation that every run is checked by.
  private var books: String {
    let ends = result.books.fates.filter { $0.count > 0 }.map { fate in
      "\(NumberText.grouped(fate.count)) \(fate.fate.word)"
    }
    let held = ["\(NumberText.grouped(result.books.held)) held"]
    return "\(NumberText.grouped(result.books.sent)) copies sent + "
      + "\(NumberText.grouped(result.books.duplicated)) duplicated = "
      + (ends + held).joined(separator: " + ")
  }
}

extension Fate {
  /// The fate of a copy in the reports' words.
  var word: String {
    switch self {
    case .deleted: "deleted"
    case .consumed: "consumed"
    case .expired: "expired"
    case .purged: "purged"
    case .refused: "refused"
    case .lostOnLink: "lost on a link"
    case .lostInBroker: "lost in a queue"
    case .discarded: "discarded"
    case .filteredOut: "filtered out"
    case .deduplicated: "deduplicated"
    case .superseded: "superseded"
    }
  }
}
