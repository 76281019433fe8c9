extension StateMachineExecution {
  /// Notes an event; a strand's next event follows from it.
  ///
  /// - Parameter previous: The event that led to it, unless it is the strand's last one.
  @discardableResult
  mutating func record(
    _ type: String, of strand: Int?, after previous: Int? = nil, at now: Instant,
    _ details: @autoclosure () -> [(key: String, value: JSONValue)] = []
  ) -> Int {
    if let strand, strands[strand]?.isSilent == true { return 0 }
    // The last place is kept for the event with which the execution ends.
    guard machine.kind == .express || eventCount < Self.longestHistory - 1 else {
      isHistoryFull = true
      return eventCount
    }
    eventCount += 1
    if recordsHistory {
      let previousID = previous ?? strand.flatMap { strands[$0]?.lastEvent } ?? 0
      events.append(
        HistoryEvent(
          id: eventCount, previousID: previousID, type: type,
          stateName: strand.map { state(of: $0).name }, at: now, details: details()))
    }
    if let strand { strands[strand]?.lastEvent = eventCount }
    return eventCount
  }

  /// Notes an event that the strand's further events do not follow from.
  mutating func recordAside(
    _ type: String, of strand: Int, after previous: Int? = nil, at now: Instant,
    _ details: @autoclosure () -> [(key: String, value: JSONValue)] = []
  ) {
    let last = strands[strand]?.lastEvent ?? 0
    record(type, of: strand, after: previous, at: now, details())
    strands[strand]?.lastEvent = last
  }

  mutating func recordEnd(_ outcome: Outcome, after previous: Int, at now: Instant) {
    eventCount += 1
    guard recordsHistory else { return }
    let (type, details): (String, [(key: String, value: JSONValue)]) =
      switch outcome {
      case .succeeded(let output): ("ExecutionSucceeded", [("output", output)])
      case .failed(let error, let cause): ("ExecutionFailed", Self.details(error, cause))
      case .timedOut: ("ExecutionTimedOut", Self.details(ErrorName.timeout, nil))
      case .aborted(let error, let cause): ("ExecutionAborted", Self.details(error, cause))
      }
    // A time-out or a stop does not follow from what a state did.
    let isFromOutside = type == "ExecutionTimedOut" || type == "ExecutionAborted"
    events.append(
      HistoryEvent(
        id: eventCount, previousID: isFromOutside ? 0 : previous, type: type, stateName: nil,
        at: now, details: details))
  }

  /// An error as the service tells it in an event: what is not there is left out.
  static func details(_ error: String?, _ cause: String?) -> [(key: String, value: JSONValue)] {
    [("error", error), ("cause", cause)].compactMap { key, text in
      text.map { (key: key, value: .string($0)) }
    }
  }

  func state(of strand: Int) -> StateMachine.State {
    guard let strand = strands[strand] else {
      preconditionFailure("strand \(strand) of an execution has ended")
    }
    return machine.states[strand.state]
  }
}
