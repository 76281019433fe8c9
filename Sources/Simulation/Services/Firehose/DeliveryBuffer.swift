/// The buffer of a Firehose stream: records gather until they are many enough or the first has waited
/// long enough, and leave as one batch.
///
/// While a batch is under way the next one gathers, however large it grows: the service raises the
/// size of its batches by itself when delivery falls behind
/// (https://docs.aws.amazon.com/firehose/latest/dev/create-configure.html).
package struct DeliveryBuffer: ~Copyable, Sendable {
  /// When a batch leaves.
  package struct Settings: Hashable, Sendable {
    /// The bytes with which a batch leaves at once.
    package var size = 5 << 20
    /// How long the first record of a batch waits at most.
    package var interval = Interval.minutes(5)

    /// The service's defaults.
    package init() {}
  }

  /// A record that was taken in.
  package struct Record: Hashable, Sendable, BitwiseCopyable {
    /// Which message.
    package let message: MessageID
    /// Its size in bytes.
    package let bytes: Int
    /// When it was taken in.
    package let takenAt: Instant

    /// A record.
    package init(message: MessageID, bytes: Int, takenAt: Instant) {
      self.message = message
      self.bytes = bytes
      self.takenAt = takenAt
    }
  }

  private let settings: Settings
  private var records = Fifo<Record>()
  private var bytes = 0
  /// The records of the batch that is under way; they stand before all others.
  package private(set) var underWay = 0

  /// An empty buffer.
  package init(_ settings: Settings = Settings()) { self.settings = settings }

  /// How many records are here, those under way among them.
  package var count: Int { records.count }
  /// The first record of the batch that is under way, or that gathers.
  package var first: Record? { records.first }

  /// How old the oldest record is that was not delivered.
  package func age(at now: Instant) -> Interval { first.map { now - $0.takenAt } ?? .zero }

  /// Takes a record in.
  package mutating func take(_ record: Record) {
    records.append(record)
    bytes += record.bytes
  }

  /// When the batch that gathers leaves if nothing more comes; `never` while another is under way.
  package var due: Instant {
    guard underWay == 0, let first = records.first else { return .never }
    return bytes >= settings.size ? first.takenAt : first.takenAt + settings.interval
  }

  /// Sends the batch on its way if it is due.
  ///
  /// - Returns: Whether it was.
  package mutating func leaves(at now: Instant) -> Bool {
    guard due <= now else { return false }
    underWay = records.count
    bytes = 0
    return true
  }

  /// Takes the next record of the batch that was delivered, or given up; nothing after the last.
  package mutating func popUnderWay() -> Record? {
    guard underWay > 0 else { return nil }
    underWay -= 1
    return records.popFirst()
  }
}
