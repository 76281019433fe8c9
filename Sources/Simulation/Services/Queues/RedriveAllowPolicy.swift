/// Which queues may name a queue as their dead-letter queue.
///
/// APIReference/API_SetQueueAttributes.html, RedriveAllowPolicy.
package enum RedriveAllowPolicy: Hashable, Sendable {
  /// Every queue of the same type, account and Region may: the default.
  case allowAll
  /// None may.
  case denyAll
  /// The named ones may.
  case byQueue(sources: [String])

  /// How many queues a policy may name.
  package static let maximumSources = 10

  /// Whether a queue may name the policy's owner as its dead-letter queue.
  package func permits(source: String) -> Bool {
    switch self {
    case .allowAll: true
    case .denyAll: false
    case .byQueue(let sources): sources.contains(source)
    }
  }

  /// What is wrong with the policy itself.
  package var problem: QueueError? {
    switch self {
    case .allowAll, .denyAll: nil
    case .byQueue(let sources):
      (1...Self.maximumSources).contains(sources.count) ? nil : .invalidParameterValue
    }
  }
}
