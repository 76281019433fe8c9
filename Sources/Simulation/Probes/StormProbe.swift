/// A retry storm written by hand on the bare kernel, every interaction an event, for who measures
/// it: what the kernel costs without the services' rules, their metrics and their books.
///
/// Six events a message: arrival, send, delivery, end of the call, deletion, poll; and one
/// visibility timer for each receive, withdrawn when the message is deleted.
package struct StormProbe: ~Copyable {
  /// What the storm is made of.
  package struct Settings: Hashable, Sendable {
    package var arrivalsPerSecond = 100.0
    package var workers = 64
    package var meanService = Interval.milliseconds(200)
    package var visibilityTimeout = Interval.seconds(30)
    /// After how many receives a message is a dead letter instead of being delivered.
    package var maximumReceives: UInt16 = 3
    /// When the calls of workers hang.
    package var outage = Instant.start + .seconds(600)..<Instant.start + .seconds(1_200)
    /// How long a worker waits for a call that hangs.
    package var callTimeout = Interval.seconds(30)
    package var length = Interval.hours(1)
    package var period = Interval.minutes(1)
    package var seed: UInt64 = 1

    /// The storm at load 1.
    package init() {}
  }

  /// What became of the messages.
  package struct Result: Hashable, Sendable {
    package fileprivate(set) var sent = 0
    package fileprivate(set) var deliveries = 0
    package fileprivate(set) var deleted = 0
    package fileprivate(set) var deadLettered = 0
    package fileprivate(set) var visible = 0
    package fileprivate(set) var inFlight = 0
    package fileprivate(set) var hung = 0
    package fileprivate(set) var inService = 0
    package fileprivate(set) var peakVisible = 0
    /// The mean time from the sending to the end of the call that went well, in seconds.
    package fileprivate(set) var meanLatency = 0.0
    package fileprivate(set) var events = 0
  }

  private let settings: Settings
  private var loop = EventLoop()
  private var producer = Parts<Producer>(capacity: 1)
  private var queue = Parts<Queue>(capacity: 1)
  private var pool = Parts<Pool>(capacity: 1)
  private var deadLetters = Parts<DeadLetters>(capacity: 1)

  /// A storm about to begin.
  package init(_ settings: Settings) {
    self.settings = settings
    let addresses = (0..<4).map { Address(index: UInt16($0)) }
    producer.append(
      Producer(port: Port(address: addresses[0]), queue: addresses[1], settings: settings))
    queue.append(
      Queue(
        port: Port(address: addresses[1]), pool: addresses[2], deadLetters: addresses[3],
        settings: settings))
    pool.append(Pool(port: Port(address: addresses[2]), queue: addresses[1], settings: settings))
    deadLetters.append(DeadLetters())
    loop.connect(&producer[0])
    loop.connect(&queue[0])
    loop.connect(&pool[0])
    loop.connect(&deadLetters[0])
    producer[0].begin(in: &loop.context)
    pool[0].begin(in: &loop.context)
  }

  /// Runs the storm to its end, with a row of metrics a period.
  package mutating func run() -> Result {
    var result = Result()
    var calls = Metric.callLatency.definition.summary
    let end = Instant.start + settings.length
    var time = Instant.start
    while time < end {
      time = min(time + settings.period, end)
      _ = loop.run(before: time, budget: .max) { Self.forgetEnded(in: &$0) }
      pool[0].endPeriod(&calls)
      result.peakVisible = max(result.peakVisible, queue[0].visibleCount)
    }
    result.sent = producer[0].sent
    result.deliveries = queue[0].deliveries
    result.deleted = queue[0].deleted
    result.deadLettered = deadLetters[0].count
    result.visible = queue[0].visibleCount
    result.inFlight = queue[0].inFlight
    result.hung = pool[0].hung
    result.inService = pool[0].inService
    result.meanLatency = Double(calls.sum) / Double(max(1, calls.sampleCount)) / 1e9
    result.events = loop.eventCount
    return result
  }

  @inline(__always)
  private static func forgetEnded(in context: inout Context) {
    while let notice = context.messages.notices.popFirst() {
      if notice.hasEnded { context.messages.forget(notice.message) }
    }
  }
}
