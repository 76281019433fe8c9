/// Tells which messages take effect after later ones of their group.
///
/// A producer's messages of one group are in the order in which it made them. Of each group, and of
/// each effect apart, since the consumers of one effect owe nothing to those of another, it knows the
/// latest message for which the effect has happened; a message for which it happens for the first
/// time after that is out of order. An effect that happens once more is a duplicate, whatever has
/// happened since. Being done counts as an effect, of messages that ask for none. Memory goes by the
/// number of groups, and is taken at the start.
package struct OrderWatch: Sendable {
  /// Whether any message is watched; looked at before everything else on the hot path.
  package let isOn: Bool
  /// The number of effects, being done among them: what is known of a group.
  private let width: Int
  /// By kind of message the place of its producer's first group; negative for one not watched.
  private let places: ContiguousArray<Int>
  /// One more than the number of the latest message, zero for none yet, by group and effect.
  private var latest: ContiguousArray<UInt64>

  /// A watch over the messages of some producers.
  ///
  /// - Parameters:
  ///   - groups: How many groups each producer has, or `nil` for one that is not watched.
  ///   - producers: The producer of each kind of message.
  ///   - effects: How many business effects there are.
  package init(groups: [Int?] = [], producers: [Int] = [], effects: Int = 0) {
    width = effects + 1
    var starts: [Int] = []
    var count = 0
    for groups in groups {
      starts.append(groups == nil ? -1 : count)
      count += (groups ?? 0) * width
    }
    isOn = count > 0
    places = ContiguousArray(producers.map { starts[$0] })
    latest = ContiguousArray(repeating: 0, count: count)
  }

  /// Notes that an effect happens for a message for the first time; says whether it comes too late.
  ///
  /// - Parameter effect: The effect's number, or nothing for being done.
  @inline(never)
  mutating func isLate(_ message: Message, for effect: UInt8?) -> Bool {
    guard !message.traits.contains(.errand), places[Int(message.kind)] >= 0 else { return false }
    let column = effect.map { Int($0) } ?? width - 1
    let place = places[Int(message.kind)] + Int(message.group) * width + column
    guard latest[place] <= message.number else { return true }
    latest[place] = message.number + 1
    return false
  }
}
