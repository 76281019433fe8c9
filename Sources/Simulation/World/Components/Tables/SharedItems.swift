/// Items that belong to no message, such as the state of a circuit: whether each is there, and until when.
struct SharedItems: Sendable {
  /// When the items expire, by their numbers; few, and the numbers are small.
  private var expiries: [Instant?] = []

  /// Stores an item.
  mutating func put(_ item: UInt32, until expiry: Instant) {
    while expiries.count <= Int(item) { expiries.append(nil) }
    expiries[Int(item)] = expiry
  }

  /// Deletes an item; one that is not there stays away.
  mutating func delete(_ item: UInt32) {
    if Int(item) < expiries.count { expiries[Int(item)] = nil }
  }

  /// Whether an item is there. One that has expired counts as gone at once: the service deletes it within
  /// days, and whoever reads it before is meant to look at the time
  /// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ttl-expired-items.html).
  func has(_ item: UInt32, at now: Instant) -> Bool {
    guard Int(item) < expiries.count, let expiry = expiries[Int(item)] else { return false }
    return now < expiry
  }
}
