/// What a member of a consumer group tells the topics that it writes to within a transaction, packed
/// into the token of a request about a message.
struct KafkaMarker {
  /// What becomes of the member's writes for the message.
  enum Kind: UInt32 {
    /// They belong to the member's transaction from now on.
    case begin = 0
    case commit = 1
    case abort = 2
  }

  var kind: Kind
  var producer: Address
  /// At most 16,383.
  var member: Int

  init(_ kind: Kind, producer: Address, member: Int) {
    self.kind = kind
    self.producer = producer
    self.member = member
  }

  init(_ request: Request) {
    kind = Kind(rawValue: request.token >> 30) ?? .abort
    producer = Address(index: UInt16(truncatingIfNeeded: request.token))
    member = Int(request.token >> 16 & 0x3fff)
  }

  /// The request that tells a topic, which lets go of the message.
  func request(about message: MessageID) -> Request {
    Request(
      .mark, message,
      token: kind.rawValue << 30 | UInt32(member & 0x3fff) << 16 | UInt32(producer.index))
  }

  /// The member's transaction.
  var transaction: KafkaTopic.TransactionID {
    KafkaTopic.TransactionID(producer: UInt32(producer.index), member: member)
  }
}

/// Who writes within a transaction while it handles which message.
struct KafkaWriters: Sendable {
  private var members: [UInt64: Int] = [:]

  /// The transaction that a record of a producer belongs to, if to any.
  func transaction(of message: MessageID, by producer: Address) -> KafkaTopic.TransactionID? {
    guard !members.isEmpty, producer != .nobody else { return nil }
    return members[key(message, producer)].map {
      KafkaTopic.TransactionID(producer: UInt32(producer.index), member: $0)
    }
  }

  /// Takes note of what a member says.
  mutating func note(_ marker: KafkaMarker, about message: MessageID) {
    let key = key(message, marker.producer)
    if marker.kind == .begin {
      members[key] = marker.member
    } else if members[key] == marker.member {
      members[key] = nil
    }
  }

  private func key(_ message: MessageID, _ producer: Address) -> UInt64 {
    UInt64(producer.index) << 32 | UInt64(message.slot)
  }
}
