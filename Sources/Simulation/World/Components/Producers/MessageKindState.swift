/// A kind of message as a producer makes them.
struct MessageKindState: Sendable {
  let size: Distribution
  /// The size in bytes of all such messages, if it is the same.
  let commonSize: Int?
  let groups: Int
  let poison: Double
  /// The effects that make such a message complete, a bit each.
  let required: UInt8
  /// The share of this kind and those before it.
  let share: Double

  /// The kinds of a producer, whose first stands at a place among those of all producers.
  static func all(
    of producer: ProducerSettings, from first: Int, build: WorldBuilder
  ) -> [MessageKindState] {
    let total = producer.kinds.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    return producer.kinds.enumerated().map { place, kind in
      sum += kind.weight
      return MessageKindState(
        size: kind.size,
        commonSize: kind.size.isConstant ? Int(kind.size.quantile(0.5) + 0.5) : nil,
        groups: kind.groups, poison: kind.poison,
        required: build.required(by: producer, kind: first + place),
        share: total > 0 ? sum / total : 1)
    }
  }
}

extension [MessageKindState] {
  /// The kind that an evenly distributed number falls on.
  @inline(__always)
  func place(of draw: Double) -> Int {
    var place = 0
    while place < count - 1, draw >= self[place].share { place += 1 }
    return place
  }
}
