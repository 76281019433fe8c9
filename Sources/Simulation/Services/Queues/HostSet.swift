/// A choice among the eight virtual hosts of a standard queue.
///
/// A modelling choice: each message lies on three hosts and a short poll asks four, so that it
/// misses a message with probability C(5,4)/C(8,4) = 1/14. The service says only that a short poll
/// asks a weighted random subset of its servers (SQSDeveloperGuide/sqs-short-and-long-polling.html).
struct HostSet: Hashable, Sendable, BitwiseCopyable {
  private let members: UInt8

  /// Every host: whom a long poll asks.
  static let all = HostSet(members: 0xff)
  /// On how many hosts a message lies.
  static let copies = 3
  /// How many hosts a short poll asks.
  static let sample = 4

  private init(members: UInt8) { self.members = members }

  /// So many distinct hosts, at most four, each choice as likely as any other.
  init(choosing count: Int, from draw: UInt64) {
    var left: UInt8 = 0xff
    var draw = draw
    for remaining in stride(from: 8, to: 8 - count, by: -1) {
      var candidates = left
      for _ in 0..<((Int(draw & 0xffff) * remaining) >> 16) { candidates &= candidates &- 1 }
      left ^= candidates & (0 &- candidates)
      draw >>= 16
    }
    members = ~left
  }

  /// Whether every host is a member.
  @inline(__always)
  var isAll: Bool { members == 0xff }

  /// Whether two sets have a host in common.
  @inline(__always)
  func meets(_ other: HostSet) -> Bool { members & other.members != 0 }

  /// How many hosts are members.
  var count: Int { members.nonzeroBitCount }
}
