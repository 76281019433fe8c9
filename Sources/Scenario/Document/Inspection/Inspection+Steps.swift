import Simulation

/// What handlers do, and what it comes to when they wait for one another.
extension Inspection {
  mutating func inspectSteps(_ steps: [PlacedStep]) {
    inspectEffects(of: steps)
    inspectDelays(of: steps)
    for step in steps {
      inspect(undone: (step.step as? any ReversingStep)?.undoes, at: step.place("undoes"))
    }
    var counts: [String: Int] = [:]
    for step in steps {
      counts[step.owner, default: 0] += 1
      guard counts[step.owner] == Limit.steps + 1 else { continue }
      let count = steps.count { $0.owner == step.owner }
      note(
        .scenario(.tooMany(.steps, count, limit: Limit.steps)), at: step.place(step.step.verb))
    }
    var graph = NameGraph()
    for step in steps {
      if let target = step.step.awaitedTarget { graph.connect(step.owner, to: target) }
    }
    for circle in graph.circles() {
      let last = steps.first {
        $0.owner == circle.last && $0.step.awaitedTarget == circle.first
      }
      guard let last else { continue }
      note(.component(.invocationCircle(circle)), at: last.place(last.step.verb))
    }
    inspectChoices(of: steps)
  }

  /// What picks the messages of a send must be a filter policy that the service would take.
  private mutating func inspectChoices(of steps: [PlacedStep]) {
    for step in steps {
      guard let problem = (step.step as? SendStep)?.choice.problem else { continue }
      note(.component(.filterPolicy(problem)), at: step.place("when"))
    }
  }

  private mutating func inspectEffects(of steps: [PlacedStep]) {
    let limit = Blueprint.effectLimit
    var names: [String] = []
    for step in steps {
      guard let effect = step.step.stepEffect else { continue }
      if !effect.isScenarioName { note(.scenario(.badName(effect)), at: step.place("effect")) }
      guard !names.contains(effect) else { continue }
      names.append(effect)
      if names.count == limit + 1 {
        let count = Set(steps.compactMap(\.step.stepEffect)).count
        note(.scenario(.tooMany(.effects, count, limit: limit)), at: step.place("effect"))
        return
      }
    }
  }

  private mutating func inspectDelays(of steps: [PlacedStep]) {
    let limit = Blueprint.delayLimit
    var delays: Set<Interval> = []
    for step in steps {
      guard let delay = (step.step as? SendStep)?.delay else { continue }
      guard delays.insert(delay).inserted, delays.count == limit + 1 else { continue }
      let count = Set(steps.compactMap { ($0.step as? SendStep)?.delay }).count
      note(.scenario(.tooMany(.delays, count, limit: limit)), at: step.place("delay"))
    }
  }
}

extension Inspection {
  mutating func adviseOnSteps(_ steps: [PlacedStep]) {
    for step in steps { adviseOnPatience(of: step) }
    adviseOnLoops(steps)
    adviseOnRetries(steps)
  }

  private mutating func adviseOnPatience(of step: PlacedStep) {
    guard let timeout = (step.step as? any GuardedStep)?.guards.timeout,
      let limit = draft.timeout(of: step.owner), timeout >= limit
    else { return }
    advise(
      .handler(
        .idleTimeout(
          step: step.step.verb, timeout: timeout.spelt, function: step.owner,
          functionTimeout: limit.spelt)), at: step.place("timeout"))
  }

  /// Finds messages that are sent on and on by the main ways of handlers alone.
  private mutating func adviseOnLoops(_ steps: [PlacedStep]) {
    var graph = NameGraph()
    for function in draft.components(of: FunctionComponentSettings.self) {
      if let queue = function.value.eventSource?.queue {
        graph.connect(queue, to: function.name.text)
      }
    }
    let sends = steps.filter { $0.isOnMainWay && $0.step is SendStep }
    for send in sends {
      if let target = send.step.stepTarget { graph.connect(send.owner, to: target) }
    }
    for circle in graph.circles() {
      let last = sends.first { send in
        circle.contains(send.owner) && circle.contains(send.step.stepTarget ?? "")
      }
      if let last { advise(.handler(.loop(circle)), at: last.place(SendStep.verb)) }
    }
  }
}

/// The attempts that layers of retries can come to.
extension Inspection {
  /// From how many attempts on, made by more than one layer, advice is given.
  ///
  /// Three attempts in each of two layers, as the Builders' Library page "Timeouts, retries, and
  /// backoff with jitter" warns of.
  private static var manyAttempts: Int { 9 }

  private mutating func adviseOnRetries(_ steps: [PlacedStep]) {
    var layers = RetryLayers(steps)
    for step in steps {
      guard let target = step.step.awaitedTarget,
        let retry = (step.step as? any GuardedStep)?.guards.retry
      else { continue }
      adviseOnRetries(
        [.init(owner: step.owner, attempts: retry.maximumAttempts)]
          + layers.worst(below: target), at: step.place("retry"))
    }
    for producer in draft.producers {
      guard let retry = producer.value.retry else { continue }
      let target = producer.value.target
      let integration = draft.settings(GatewaySettings.self, of: target)?.integration
      adviseOnRetries(
        [.init(owner: producer.name.text, attempts: retry.maximumAttempts)]
          + layers.worst(below: integration ?? target), at: producer.place("retry"))
    }
  }

  private mutating func adviseOnRetries(_ layers: [RetryLayers.Layer], at place: Place) {
    let layers = layers.filter { $0.attempts > 1 }
    let product = layers.product
    guard layers.count > 1, product >= Self.manyAttempts else { return }
    let texts = layers.map { "\($0.attempts) by \($0.owner)" }
    advise(.handler(.retriesMultiply(attempts: product, layers: texts)), at: place)
  }
}

/// How often the steps of a function are tried, and those of the functions that they wait for.
private struct RetryLayers {
  /// So many attempts by a component.
  struct Layer {
    var owner: String
    var attempts: Int
  }

  private var steps: [String: [any GuardedStep]] = [:]
  private var known: [String: [Layer]] = [:]

  init(_ placed: [PlacedStep]) {
    for placed in placed {
      guard let step = placed.step as? any GuardedStep else { continue }
      steps[placed.owner, default: []].append(step)
    }
  }

  /// The layers below a function whose attempts multiply to the most; functions wait in no circle.
  mutating func worst(below function: String) -> [Layer] {
    if let known = known[function] { return known }
    var worst: [Layer] = []
    for step in steps[function] ?? [] {
      let attempts = step.guards.retry?.maximumAttempts ?? 1
      var layers = [Layer(owner: function, attempts: attempts)]
      if let target = step.awaitedTarget { layers += self.worst(below: target) }
      if layers.product > worst.product { worst = layers }
    }
    known[function] = worst
    return worst
  }
}

extension [RetryLayers.Layer] {
  /// How many attempts the layers come to; no more than a billion.
  fileprivate var product: Int { reduce(1) { Swift.min($0 * $1.attempts, 1_000_000_000) } }
}

extension Draft {
  /// How long an invocation of a function or a redrive may run.
  fileprivate func timeout(of name: String) -> Interval? {
    settings(FunctionComponentSettings.self, of: name)?.timeout
      ?? settings(RedriveSettings.self, of: name)?.timeout
  }
}
