import Simulation

/// Faults that can happen, but probably not as their author means it.
extension Inspection {
  mutating func adviseOnFaults() {
    let spans = FaultSpans(draft.faults.map(\.value))
    let requests = requestGraph
    var latest: [ConflictKey: [(span: FaultSpans.Span, fault: Entry<Fault>)]] = [:]
    for (index, fault) in draft.faults.enumerated() {
      let span = spans[index]
      adviseOnWindow(of: fault, span)
      if let idleness = idleness(of: fault.value) {
        advise(
          .fault(.changesNothing(fault.value.label, idleness)), at: fault.place("action"))
      }
      if let link = LinkName(fault.value.target), fault.value.linkEnds != nil {
        adviseOnLink(link, of: fault, requests)
      }
      guard let span, span.begin < draft.end else { continue }
      let key = ConflictKey(action: fault.value.action, target: fault.value.target)
      if let other = latest[key, default: []].first(where: { $0.span.overlaps(span) }) {
        let first = other.fault.place().range.start
        advise(
          .fault(.conflict(fault.value.label, first: first)), at: fault.place("action"))
      }
      if latest[key, default: []].count < Limit.conflictCandidates {
        latest[key, default: []].append((span, fault))
      }
    }
  }

  private struct ConflictKey: Hashable {
    var action: FaultAction
    var target: String
  }

  private mutating func adviseOnWindow(of fault: Entry<Fault>, _ span: FaultSpans.Span?) {
    guard let span else { return }
    if span.begin >= draft.end {
      advise(
        .fault(.neverBegins(fault.value.label)),
        at: fault.place(fault.value.after == nil ? "at" : "after"))
    } else if fault.value.duration != nil, !span.repeats, span.end > draft.end {
      advise(.fault(.outlastsRun(fault.value.label)), at: fault.place("duration"))
    }
  }

  private func idleness(of fault: Fault) -> FaultAdvice.Idleness? {
    if fault.percentage == 0 { return .nobody }
    let isNeutral =
      switch fault.action {
      case .dependencyLatency, .tableLatency:
        fault.latencyFactor == 1 && fault.latencyAddition == .constant(0)
      case .dependencyBrownout:
        fault.latencyFactor == 1 && fault.latencyAddition == .constant(0) && fault.errorShare == 0
      case .functionBadDeploy, .containerBadDeploy:
        fault.latencyAddition == .constant(0) && fault.errorShare == 0
      case .functionDelay, .queueDeliveryDelay, .linkLatency: fault.delay == .constant(0)
      case .producerSpike: fault.spikeFactor == 1
      case .dependencyCapacity, .containerCPUThrottle: fault.capacityLost == 0
      case .containerSlowStart: fault.latencyAddition == .constant(0)
      default: false
      }
    if isNeutral {
      return .neutral(fault.action.parameters.map(\.name).filter { $0 != "direction" })
    }
    if fault.action == .dependencyCapacity,
      draft.settings(DependencySettings.self, of: fault.target)?.concurrency == nil
    {
      return .unlimited(fault.target)
    }
    return nil
  }
}

/// Who asks whom.
extension Inspection {
  private mutating func adviseOnLink(
    _ link: LinkName, of fault: Entry<Fault>, _ requests: NameGraph
  ) {
    if requests.connects(link.source, to: link.destination) { return }
    let reversed = LinkName("\(link.destination) -> \(link.source)")
    guard let reversed, requests.connects(reversed.source, to: reversed.destination) else {
      return advise(.fault(.nothingOnLink(link.description)), at: fault.place("target"))
    }
    if fault.value.direction != .both {
      advise(
        .fault(.linkTurnedRound(link.description, requests: reversed.description)),
        at: fault.place("direction"))
    }
  }

  private var requestGraph: NameGraph {
    var graph = NameGraph()
    for producer in draft.producers {
      graph.connect(producer.name.text, to: producer.value.target)
    }
    for entry in draft.components {
      for other in entry.value.neighbours { graph.connect(entry.name.text, to: other) }
    }
    for step in draft.placedSteps {
      if let target = step.step.stepTarget { graph.connect(step.owner, to: target) }
      if let breaker = (step.step as? any GuardedStep)?.guards.circuitBreaker {
        graph.connect(step.owner, to: breaker)
      }
    }
    return graph
  }
}

extension ComponentSettings {
  /// Whom the component asks by itself, the steps of its handler aside.
  fileprivate var neighbours: [String] {
    switch self {
    case let gateway as GatewaySettings: [gateway.integration]
    case let function as FunctionComponentSettings:
      [function.eventSource?.queue, function.deadLetterQueue, function.onFailure]
        .compactMap(\.self)
    case let pipe as PipeSettings:
      [pipe.source, pipe.enrichment, pipe.target, pipe.deadLetterQueue].compactMap(\.self)
    case let service as ContainerServiceSettings: service.sources
    case let firehose as FirehoseSettings:
      [firehose.destination, firehose.source].compactMap(\.self)
    case let breaker as BreakerSettings: [breaker.table].compactMap(\.self)
    case let schedule as ScheduleSettings: [schedule.target]
    case let redrive as RedriveSettings: [redrive.source, redrive.closes].compactMap(\.self)
    default: []
    }
  }
}

/// When faults hold, as far as no chance is in it.
struct FaultSpans {
  /// From the first beginning of a fault to its end.
  struct Span {
    var begin: Instant
    /// The end of the first window; `never` if it lasts for as long as the run.
    var end: Instant
    /// Whether it begins again.
    var repeats: Bool

    /// Whether two faults that each hold once hold at the same time.
    func overlaps(_ other: Span) -> Bool {
      !repeats && !other.repeats && begin < other.end && other.begin < end
    }
  }

  /// How many faults may follow one another, so that a circle and a huge file end the search.
  private static let chain = 1_000

  private let faults: [Fault]
  private let places: [String: Int]
  private var spans: [Span?] = []

  /// The spans of faults, those that follow others among them.
  init(_ faults: [Fault]) {
    self.faults = faults
    places = Dictionary(faults.enumerated().map { ($1.id, $0) }) { first, _ in first }
    spans = faults.indices.map { span(of: $0, within: Self.chain) }
  }

  /// The span of a fault; `nil` where chance, or a fault that it follows, leaves it open.
  subscript(index: Int) -> Span? { spans[index] }

  private func span(of index: Int, within steps: Int) -> Span? {
    let fault = faults[index]
    guard fault.meanTimeBetween == nil, steps > 0 else { return nil }
    var begin = fault.at ?? .start
    if let leader = fault.after {
      guard let place = places[leader], let leading = span(of: place, within: steps - 1),
        !leading.repeats
      else { return nil }
      begin = leading.end + (begin - .start)
    }
    let end = fault.duration.map { begin + $0 } ?? .never
    return Span(begin: begin, end: end, repeats: fault.every != nil)
  }
}
