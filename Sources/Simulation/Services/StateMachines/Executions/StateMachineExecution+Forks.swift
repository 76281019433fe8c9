extension StateMachineExecution {
  /// How many items of a map are worked on at once at most, in one execution and in child executions
  /// (https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html).
  private static let inlineConcurrency = 40
  private static let distributedConcurrency = 10_000

  mutating func fork(_ strand: Int, into flows: [Int], _ input: JSONValue, at now: Instant) {
    record("ParallelStateStarted", of: strand, at: now)
    let inputs = Array(repeating: input, count: flows.count)
    begin(ExecutionFork(inputs: inputs, flows: flows, concurrency: flows.count), strand, at: now)
  }

  mutating func fork(
    _ strand: Int, over map: StateMachine.Map, of state: StateMachine.State, _ view: View,
    at now: Instant, drawing randomness: inout RandomStream
  ) throws(StateError) {
    if let field = map.unsupportedField {
      let name =
        field == "ResultWriter" ? ErrorName.resultWriterFailed : ErrorName.itemReaderFailed
      throw StateError(name, "\(field) is not supported by this simulator.")
    }
    let items = try items(of: map, view, strand, at: now, drawing: &randomness)
    var fork = try emptyFork(of: map, items, view, strand, at: now, drawing: &randomness)
    record(
      "MapStateStarted", of: strand, at: now, [("length", .number(Double(items.count)))])
    if map.isDistributed { record("MapRunStarted", of: strand, at: now) }
    fork.items = items
    if let selector = state.parameters {
      let before = strands[strand]?.item
      defer { strands[strand]?.item = before }
      for (index, item) in items.enumerated() {
        strands[strand]?.item = ExecutionStrand.Item(index: index, value: item)
        fork.inputs[index] = try fill(selector, view, strand, at: now, drawing: &randomness)
      }
    }
    begin(fork, strand, at: now)
  }

  private func emptyFork(
    of map: StateMachine.Map, _ items: [JSONValue], _ view: View, _ strand: Int,
    at now: Instant, drawing randomness: inout RandomStream
  ) throws(StateError) -> ExecutionFork {
    func limit(
      _ template: Template?, _ key: String, _ highest: Int
    ) throws(StateError) -> Double? {
      guard let template else { return nil }
      return try number(
        template, key, 0...highest, view, strand, at: now, drawing: &randomness)
    }
    let most = map.isDistributed ? Self.distributedConcurrency : Self.inlineConcurrency
    let wanted = try limit(map.maxConcurrency, "MaxConcurrency", .max) ?? 0
    let concurrency = wanted == 0 ? most : Int(min(wanted, Double(most)))
    var fork = ExecutionFork(
      inputs: items, flows: Array(repeating: map.flow, count: items.count),
      concurrency: concurrency)
    fork.toleratedCount = try limit(map.toleratedFailureCount, "ToleratedFailureCount", .max)
    fork.toleratedPercentage = try limit(
      map.toleratedFailurePercentage, "ToleratedFailurePercentage", 100)
    return fork
  }

  private func items(
    of map: StateMachine.Map, _ view: View, _ strand: Int, at now: Instant,
    drawing randomness: inout RandomStream
  ) throws(StateError) -> [JSONValue] {
    let value: JSONValue
    switch map.items {
    case nil: value = view.document
    case .path(let path, let field)?:
      guard case .found(let found) = find(path, view.document, strand) else {
        throw .runtime(
          "Invalid path '\(path.text)' specified for the field '\(field)': No results for path: "
            + path.normalized)
      }
      value = found
    case .some(let template):
      value = try fill(template, view, strand, at: now, drawing: &randomness)
    }
    if case .array(let items) = value { return items }
    if case .expression(let expression, let field)? = map.items {
      throw StateError(
        ErrorName.queryEvaluationError,
        Self.unexpected(value, expression.text, field, wanted: "array"), location: field)
    }
    throw .runtime("Reference path \"\(Self.text(of: map.items))\" must point to array.")
  }

  private static func text(of template: Template?) -> String {
    if case .path(let path, _)? = template { path.text } else { "$" }
  }

  // MARK: Branches

  private mutating func begin(_ fork: ExecutionFork, _ strand: Int, at now: Instant) {
    guard fork.count > 0 else {
      strands[strand]?.phase = .joining([])
      return wake(strand)
    }
    strands[strand]?.phase = .forked(fork)
    startBranches(of: strand, at: now)
  }

  /// Starts as many branches as may run at once.
  private mutating func startBranches(of parent: Int, at now: Instant) {
    guard case .forked(var fork)? = strands[parent]?.phase else { return }
    let isMap = fork.items.count == fork.count && fork.count > 0
    while fork.startedCount < fork.count, fork.runningCount < fork.concurrency {
      let branch = fork.startedCount
      var strand = ExecutionStrand(
        state: machine.flows[fork.flows[branch]], input: fork.inputs[branch], parent: parent,
        branch: branch)
      strand.isSilent = strands[parent]?.isSilent == true || isDistributed(parent)
      strand.lastEvent = strands[parent]?.lastEvent ?? 0
      if isMap { strand.item = ExecutionStrand.Item(index: branch, value: fork.items[branch]) }
      let place = add(strand)
      fork.strands[branch] = place
      fork.startedCount += 1
      recordIteration("Started", branch, place, of: parent, at: now)
      wake(place)
    }
    strands[parent]?.phase = .forked(fork)
  }

  private func isDistributed(_ strand: Int) -> Bool {
    guard case .map(let map) = state(of: strand).work else { return false }
    return map.isDistributed
  }

  /// Notes what becomes of an item; parallel states have no such events.
  private mutating func recordIteration(
    _ ending: String, _ branch: Int, _ strand: Int, of parent: Int, after previous: Int? = nil,
    at now: Instant
  ) {
    guard case .map = state(of: parent).work else { return }
    let name = state(of: parent).name
    record(
      "MapIteration" + ending, of: strand, after: previous, at: now,
      [("name", .string(name)), ("index", .number(Double(branch)))])
  }

  /// A strand has come to its end.
  mutating func finish(_ strand: Int, _ output: JSONValue, at now: Instant) {
    guard let finished = strands[strand], let parent = finished.parent else {
      let last = strands[strand]?.lastEvent
      end(.succeeded(output: output), after: last, at: now)
      return
    }
    recordIteration("Succeeded", finished.branch, strand, of: parent, at: now)
    settle(strand, output, hasFailed: false, at: now)
  }

  /// Takes a branch's result into the fork, and lets the next branch begin or the state go on.
  private mutating func settle(
    _ strand: Int, _ result: JSONValue, hasFailed: Bool, at now: Instant
  ) {
    guard let finished = strands[strand], let parent = finished.parent,
      case .forked(var fork)? = strands[parent]?.phase
    else { return }
    fork.results[finished.branch] = result
    fork.strands[finished.branch] = nil
    fork.finishedCount += 1
    if hasFailed { fork.failedCount += 1 }
    strands[parent]?.phase = .forked(fork)
    if !finished.isSilent {
      let last = max(strands[parent]?.lastEvent ?? 0, finished.lastEvent)
      strands[parent]?.lastEvent = last
    }
    remove(strand)
    if fork.finishedCount == fork.count {
      strands[parent]?.phase = .joining(fork.results.compactMap { $0 })
      wake(parent)
    } else {
      startBranches(of: parent, at: now)
    }
  }

  /// All branches have come to their ends.
  mutating func join(
    _ strand: Int, _ results: [JSONValue], at now: Instant,
    drawing randomness: inout RandomStream
  ) {
    let state = state(of: strand)
    if isDistributed(strand) { recordAside("MapRunSucceeded", of: strand, at: now) }
    recordAside(
      state.work.typeName + "StateSucceeded", of: strand,
      after: isDistributed(strand) ? eventCount : nil, at: now)
    do throws(StateError) {
      try finish(strand, with: .array(results), at: now, drawing: &randomness)
    } catch {
      fail(strand, error, at: now, drawing: &randomness)
    }
  }

  // MARK: Failures

  /// A branch has failed: so has the state, unless it is a map that tolerates the failure.
  mutating func failBranch(
    _ strand: Int, of parent: Int, _ error: StateError, at now: Instant,
    drawing randomness: inout RandomStream
  ) {
    guard case .forked(var fork)? = strands[parent]?.phase, let failed = strands[strand] else {
      return
    }
    fork.failedCount += 1
    let tolerates = fork.toleratedCount != nil || fork.toleratedPercentage != nil
    recordIteration("Failed", failed.branch, strand, of: parent, at: now)
    strands[strand]?.lastEvent = failed.lastEvent
    guard fork.exceedsTolerance else {
      return settle(strand, error.output, hasFailed: true, at: now)
    }
    abortBranches(of: parent, fork, failed: strand, at: now)
    strands[parent]?.phase = .attempting
    if !failed.isSilent { strands[parent]?.lastEvent = failed.lastEvent }
    var whole = error
    if tolerates || isDistributed(parent) {
      whole = .reported(
        ErrorName.exceedToleratedFailureThreshold,
        "The specified tolerated failure threshold was exceeded")
    }
    whole.isOfBranch = true
    if isDistributed(parent) { record("MapRunFailed", of: parent, at: now) }
    fail(parent, whole, at: now, drawing: &randomness)
  }

  /// Ends all branches of a fork after one has failed.
  private mutating func abortBranches(
    of parent: Int, _ fork: ExecutionFork, failed: Int, at now: Instant
  ) {
    let previous = strands[failed]?.lastEvent
    if case .task = state(of: failed).work {
      recordAside("TaskStateAborted", of: failed, after: previous, at: now)
    }
    for (branch, strand) in fork.strands.enumerated() {
      guard let strand, strand != failed else { continue }
      recordIteration("Aborted", branch, strand, of: parent, after: previous, at: now)
      abort(strand, after: previous, at: now)
    }
    remove(failed)
  }

  /// Ends a strand that another one's failure has made pointless.
  private mutating func abort(_ strand: Int, after previous: Int?, at now: Instant) {
    switch strands[strand]?.phase {
    case .forked(let fork):
      for inner in fork.strands { if let inner { abort(inner, after: previous, at: now) } }
    case .working(let work):
      waiters[work.number] = nil
      want(.cancel(TaskToken(number: work.number)))
    case .entering, nil: return remove(strand)
    case .attempting, .starting, .waiting, .backingOff, .joining: break
    }
    switch state(of: strand).work {
    case .task, .wait, .parallel, .map:
      record(
        state(of: strand).work.typeName + "StateAborted", of: strand, after: previous, at: now)
    case .pass, .choice, .succeed, .fail: break
    }
    remove(strand)
  }
}
