/// The beginnings of some wildcards, each with what leads on from it: a text fits those that it reaches.
///
/// A text is looked at with its quotation marks. Where `"a` goes on with a star, whatever fits it fits
/// `"a*` too.
struct WildcardBeginnings {
  private struct Beginning {
    /// The beginnings that are one byte longer.
    var next: [(byte: UInt8, place: Int)] = []
    /// The beginning with a star at its end, if the wildcard goes on with one.
    var star: Int?
    /// Whether it ends in a star itself, so that any byte leads back to it.
    var isOpen = false
  }

  /// What the wildcards of one test share: all up to their first star, and their ends.
  private struct Shared {
    let end: Int
    var heads: [[UInt8]: Int] = [:]
    var stars: [Int: Int] = [:]
  }

  /// The empty beginning comes first.
  private var all = [Beginning()]

  /// Adds the wildcards of one test.
  mutating func add(_ wildcards: [Wildcard]) {
    var shared = Shared(end: append(Beginning()))
    for wildcard in wildcards { add(wildcard, &shared) }
  }

  private mutating func add(_ wildcard: Wildcard, _ shared: inout Shared) {
    let quotation = UInt8(ascii: "\"")
    var current = 0
    var head: [UInt8] = []
    for byte in [quotation] + wildcard.pieces[0] {
      head.append(byte)
      current = shared.heads[head] ?? extend(current, by: byte)
      shared.heads[head] = current
    }
    for (index, piece) in wildcard.pieces.enumerated().dropFirst() {
      let star = (index == 1 ? shared.stars[current] : nil) ?? append(Beginning(isOpen: true))
      if index == 1 { shared.stars[current] = star }
      all[current].star = star
      current = star
      for byte in piece { current = extend(current, by: byte) }
    }
    all[current].next.append((quotation, shared.end))
  }

  private mutating func append(_ beginning: Beginning) -> Int {
    all.append(beginning)
    return all.count - 1
  }

  private mutating func extend(_ place: Int, by byte: UInt8) -> Int {
    let longer = append(Beginning())
    all[place].next.append((byte, longer))
    return longer
  }

  /// The bytes that lead from some beginning to another; `nil` stands for all that do not.
  var bytes: [UInt8?] {
    var bytes: [UInt8?] = [nil]
    for (byte, _) in all.map(\.next).joined() where !bytes.contains(byte) { bytes.append(byte) }
    return bytes
  }

  /// The beginnings that a text fits which is one byte longer than one that fits these.
  func after(_ places: [Int], _ byte: UInt8?) -> [Int] {
    var reached: [Int] = []
    for place in places {
      if all[place].isOpen { reached.append(place) }
      for edge in all[place].next where edge.byte == byte { reached.append(edge.place) }
    }
    reached += reached.compactMap { all[$0].star }
    reached.sort()
    var distinct: [Int] = []
    for place in reached where place != distinct.last { distinct.append(place) }
    return distinct
  }
}
