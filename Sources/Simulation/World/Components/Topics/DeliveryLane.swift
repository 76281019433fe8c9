/// One of the ways on from a topic or a bus: to whom, how persistently, and what becomes of failures.
struct DeliveryLane: Sendable {
  /// The component that messages are handed to.
  var target: String
  /// The business effect of handing a message to an external endpoint.
  var effect: String?
  /// When a delivery that failed is tried again.
  var retry: RetryPolicy
  /// How long an endpoint may take to answer.
  var timeout: Interval
  /// The queue that takes what could not be delivered.
  var deadLetterQueue: String?
}

/// A component that hands each message on to all who want it.
protocol FanOutSettings: ComponentSettings {
  /// The publishes per second beyond which the service throttles.
  var rateLimit: Double { get }
  /// From a publish to its acknowledgement.
  var latency: Distribution { get }
  /// From a publish to the first delivery.
  var deliveryDelay: Distribution { get }
  /// All ways on, in the order of the scenario; what some lead to says how persistent they are.
  func lanes(in blueprint: Blueprint) -> [DeliveryLane]
  /// The publishes that the service takes.
  var publishQuota: PublishQuota { get }
  /// Whether the messages of a group are handed on in the order they came.
  var promisesOrder: Bool { get }
  /// Within what a publish that repeats one of the last five minutes is recognised; `nil` if nowhere.
  var deduplicationScope: PublishQuota.Scope? { get }
  /// Whether it is measured how long the first attempt at a delivery takes.
  var watchesFirstEnds: Bool { get }
  /// Whether the way at a place among `lanes` is for a message with a given content.
  func wants(_ content: MessageContent, lane: Int) -> Bool
}

extension FanOutSettings {
  var publishQuota: PublishQuota { PublishQuota(perSecond: rateLimit) }
  var deduplicationScope: PublishQuota.Scope? { nil }
  var watchesFirstEnds: Bool { false }

  /// The ways on for a message.
  func lanes(wanting content: MessageContent, in blueprint: Blueprint) -> [DeliveryLane] {
    let lanes = lanes(in: blueprint)
    return lanes.indices.filter { wants(content, lane: $0) }.map { lanes[$0] }
  }
}
