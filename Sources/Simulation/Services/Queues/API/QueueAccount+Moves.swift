extension QueueAccount {
  /// Starts a move task, in the order of checks that was recorded on the service.
  ///
  /// Without a rate all messages that can be received are moved at once: the service chooses as it
  /// sees fit. With one, the task goes on with time.
  func startMove(
    from source: String?, to destination: String?, maxPerSecond: Int?, at now: Instant
  ) throws(QueueError) {
    guard let source else { throw .missingParameter }
    guard let place = index(of: source) else { throw .resourceNotFound }
    let target = destination.map { index(of: $0) }
    let rate = maxPerSecond.map { MoveTask.Rate.fixed(perSecond: $0) } ?? .chosenByService
    let previous = moves.last { $0.source == place }?.task
    let problem = MoveTask.problem(
      starting: rate, isDeadLetterQueue: isDeadLetterQueue(place), previous: nil)
    if let problem { throw problem }
    if case .some(.none) = target { throw .resourceNotFound }
    if let other = target ?? nil, seats[other].description.isFIFO != seats[place].description.isFIFO
    {
      throw .invalidParameterValue
    }
    if previous?.isActive == true { throw .invalidParameterValue }
    let counts = seats[place].counts(at: now)
    if maxPerSecond == nil {
      for _ in 0..<counts[0] { if !moveOne(from: place, to: target ?? nil, at: now) { break } }
    } else {
      let task = MoveTask(of: counts.reduce(0, +), rate: rate, at: now)
      moves.append(MoveInProgress(task: task, source: place, destination: target ?? nil))
    }
  }

  private func isDeadLetterQueue(_ place: Int) -> Bool {
    seats.contains { index(of: $0.description.redrivePolicy?.deadLetterTarget) == place }
  }

  /// Makes the moves that are due; says whether there were any.
  func moveDue(at now: Instant) -> Bool {
    var hasMoved = false
    for number in moves.indices {
      let (source, destination) = (moves[number].source, moves[number].destination)
      while let due = moves[number].task.nextMoveAt, due <= now {
        moves[number].task.takeTurn(at: now) { moveOne(from: source, to: destination, at: now) }
        hasMoved = true
      }
    }
    return hasMoved
  }

  /// Sends the oldest message that can be received on as a new one; says whether it could.
  ///
  /// Without a destination it goes to the queue that it came from; one that was sent to the
  /// dead-letter queue itself came from none, and ends the task.
  private func moveOne(from source: Int, to destination: Int?, at now: Instant) -> Bool {
    guard let oldest = seats[source].oldestVisible(at: now) else { return false }
    var content = contents[Int(oldest.slot)]
    guard let target = destination ?? content.deadLetterSource,
      seats[source].removeOldestVisible(at: now) != nil
    else { return false }
    content.deadLetterSource = nil
    seats[target].send(store(content), group: content.group, id: nil, delay: nil, at: now)
    return true
  }
}
