extension QueueAccount {
  /// Does the entries of a batch one by one, unless the service refuses the batch as a whole.
  ///
  /// - Parameter isComplete: Whether no entry lacks what the queue cannot do without.
  func batch<Content>(
    _ entries: [QueueRequest.BatchEntry<Content>], size: (Content) -> Int = { _ in 0 },
    isComplete: Bool = true, each: (Content) throws(QueueError) -> Void
  ) throws(QueueError) -> QueueReply {
    let problem = BatchRequest.problem(
      entries.map { BatchRequest.Entry(id: $0.id, size: size($0.content)) })
    if let problem { throw problem }
    if !isComplete { throw .invalidParameterValue }
    var failures: [QueueReply.Failure] = []
    for entry in entries {
      do {
        try each(entry.content)
      } catch {
        failures.append(QueueReply.Failure(id: entry.id, code: error))
      }
    }
    return failures.isEmpty ? .done : .doneExcept(failures)
  }
}
