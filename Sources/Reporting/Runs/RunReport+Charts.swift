internal import Simulation

/// The graphs of a run.
extension RunReport {
  /// The graphs of a choice, that of the run as a whole first.
  func charts(_ choice: ChartChoice) -> [Chart] {
    switch choice {
    case .none: []
    case .main: mainCharts
    case .all: [goodput].compactMap { $0 } + result.parts.flatMap { charts(of: $0.name) }
    case .of(let component): charts(of: component)
    }
  }

  private func charts(of component: String) -> [Chart] {
    GraphDesign.all.compactMap { $0.chart(of: component, in: self) }
  }

  /// The story of a run: what was asked for and got done, the busiest function, the fullest queue, the fullest dead-letter queue, the breaker that opened most often.
  private var mainCharts: [Chart] {
    let names = result.parts.map(\.name)
    let function = largest(of: names.filter { !isRedrive($0) }) {
      Double(result.count(.invocations, of: $0))
    }
    let queue = largest(of: names.filter { !blueprint.isDeadLetterQueue($0) }, by: result.peakDepth)
    let parked = largest(of: names.filter(blueprint.isDeadLetterQueue), by: result.peakDepth)
    let breaker = largest(of: names) { Double(result.count(.breakerOpened, of: $0)) }
    let designs: [(GraphDesign, String?)] = [
      (.invocations, function), (.duration, function), (.backlog, queue), (.backlog, parked),
      (.breakerState, breaker),
    ]
    return [goodput].compactMap { $0 }
      + designs.compactMap { design, name in name.flatMap { design.chart(of: $0, in: self) } }
  }

  /// The first of the components for which a number is largest; none where it is zero for all.
  private func largest(of names: [String], by number: (String) -> Double) -> String? {
    var best: (name: String?, number: Double) = (nil, 0)
    for name in names where number(name) > best.number { best = (name, number(name)) }
    return best.name
  }

  private func isRedrive(_ name: String) -> Bool {
    blueprint.components.contains { $0.name == name && $0.settings is RedriveSettings }
  }

  /// How many messages were to be sent, and how many were completed.
  private var goodput: Chart? {
    let offered = result.series.filter { $0.metric == .offered }.map { result.values(of: $0, .sum) }
    guard let first = offered.first else { return nil }
    let whole = offered.dropFirst().reduce(first) { sum, next in
      zip(sum, next).map { ($0 ?? 0) + ($1 ?? 0) }
    }
    let completed = result.series(.completed, of: World.messagesName).map {
      result.values(of: $0, .sum)
    }
    let none = [Double?](repeating: 0, count: whole.count)
    return chart(
      "messages  sent and completed", .sum,
      [
        .init("sent", unit: .count, values: whole, drawing: .bars),
        .init("completed", unit: .count, values: completed ?? none, drawing: .step),
      ])
  }
}
