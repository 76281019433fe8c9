/// A choice among the eight virtual hosts of a standard queue.
///
/// A modelling choice: each message lies on three hosts and a short poll asks four, so that it
/// misses a message with probability C(5,4)/C(8,4) = 1/14. The service says only that a short poll
/// asks a weighted random subset of its servers (SQSDeveloperGuide/sqs-short-and-long-polling.html).
struct HostSet: Hashable, Sendable, BitwiseCopyable {
  private let members: UInt8

  /// Every host: whom a long poll asks.
  static let all = HostSet(members: 0xff)

  private init(members: UInt8) { self.members = members }

  /// Whether every host is a member.
  @inline(__always)
  var isAll: Bool { members == 0xff }

  /// Whether two sets have a host in common.
  @inline(__always)
  func meets(_ other: HostSet) -> Bool { members & other.members != 0 }
}

extension HostSet {
  /// All sets of a size, from which random bits choose in constant time.
  struct Choices: Sendable {
    private let sets: ContiguousArray<UInt8>

    /// The hosts on which a message lies: any three.
    static var ofMessage: Choices { Choices(size: 3) }
    /// The hosts that a short poll asks: any four.
    static var ofShortPoll: Choices { Choices(size: 4) }

    private init(size: Int) {
      sets = ContiguousArray((UInt8.min...UInt8.max).filter { $0.nonzeroBitCount == size })
    }

    /// One of the sets, each as likely as any other.
    @inline(__always)
    func choose(_ bits: UInt64) -> HostSet {
      HostSet(members: sets[Int(bits.multipliedFullWidth(by: UInt64(sets.count)).high)])
    }
  }
}
