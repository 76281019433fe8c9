internal import Simulation

extension QueueDescription {
  /// Reads the attributes of a queue; a name that ends in `.fifo` makes it a FIFO queue, too.
  init(name: String, reading attributes: TraceObject) throws(TraceMistake) {
    self.init(name: name)
    for key in attributes.keys where !Self.attributeNames.contains(key) {
      let nearest = NearestWord.to(key, among: Self.attributeNames.sorted())
      throw TraceMistake(
        at: attributes.place(of: key),
        "is no attribute" + (nearest.map { "; did you mean '\($0)'?" } ?? ""),
        code: QueueError.invalidAttributeName.rawValue)
    }
    isFIFO = try attributes.flag("FifoQueue") ?? name.hasSuffix(".fifo")
    contentBasedDeduplication = try attributes.flag("ContentBasedDeduplication") ?? false
    readSettings(attributes)
    deduplicationScope =
      try attributes.word("DeduplicationScope", of: FIFOQueue.DeduplicationScope.allCases)
      ?? .queue
    limitsThroughputPerGroup =
      try attributes.word("FifoThroughputLimit", of: FIFOQueue.ThroughputLimit.allCases)
      == .perMessageGroupId
    redrivePolicy = try attributes.redrivePolicy()
  }

  private mutating func readSettings(_ attributes: TraceObject) {
    func seconds(_ key: String) -> Interval? {
      attributes.integer(key).map { (0...10_000_000).contains($0) ? .seconds($0) : .seconds(-1) }
    }
    settings.visibilityTimeout = seconds("VisibilityTimeout") ?? settings.visibilityTimeout
    settings.delay = seconds("DelaySeconds") ?? settings.delay
    settings.messageRetentionPeriod =
      seconds("MessageRetentionPeriod") ?? settings.messageRetentionPeriod
    settings.receiveMessageWaitTime =
      seconds("ReceiveMessageWaitTimeSeconds") ?? settings.receiveMessageWaitTime
    settings.maximumMessageSize =
      attributes.integer("MaximumMessageSize") ?? settings.maximumMessageSize
  }
}

extension TraceObject {
  /// A member that is one of a few words.
  fileprivate func word<Word: RawRepresentable<String>>(
    _ key: String, of words: [Word]
  ) throws(TraceMistake) -> Word? {
    guard let text = try text(key) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let allowed = words.map(\.rawValue).joined(separator: " or ")
    throw TraceMistake(
      at: place(of: key), "the service takes \(allowed)",
      code: QueueError.invalidAttributeValue.rawValue)
  }

  /// The redrive policy, whose target is the name or the ARN of a queue.
  fileprivate func redrivePolicy() throws(TraceMistake) -> QueueDescription.RedrivePolicy? {
    guard let value = value("RedrivePolicy") else { return nil }
    let policy = try TraceObject(value, at: place(of: "RedrivePolicy"))
    var target = try policy.text("deadLetterTarget")
    if target == nil { target = try policy.text("deadLetterTargetArn") }
    guard let target else {
      throw TraceMistake(
        at: policy.place, "names no deadLetterTarget",
        code: QueueError.invalidParameterValue.rawValue)
    }
    let name = target.split(separator: ":").last.map(String.init) ?? target
    guard let count = policy.integer("maxReceiveCount") else {
      return .init(deadLetterTarget: name)
    }
    return .init(deadLetterTarget: name, maxReceiveCount: count)
  }
}
