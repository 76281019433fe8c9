/// How many beginnings of wildcards one text can fit at the same time, at worst.
///
/// EventBridge refuses a pattern if some text fits more than ten of them at once, counted as event-ruler
/// counts (`MachineComplexityEvaluator`): the texts of one path with their quotation marks, where `"a*`
/// fits also `"a`. Ten is not documented; it is what patterns that were refused and accepted agree with.
struct WildcardComplexity {
  private static let limit = 10
  /// A search that has seen so many sets of beginnings is given up: the pattern is too complex then.
  private static let searchLimit = 20_000

  /// The beginnings of wildcards, each with what leads on from it.
  private struct Beginning {
    /// The beginnings that are one byte longer.
    var next: [(byte: UInt8, beginning: Int)] = []
    /// The beginning with a star at its end, if the wildcard goes on with one.
    var star: Int?
    /// Whether it ends in a star itself, so that any byte leads back to it.
    var isOpen = false
  }

  /// Whether the pattern is refused.
  private(set) var isTooHigh = false

  /// Looks at the wildcards of each path.
  ///
  /// Alternatives that begin alike share a path's wildcards. What comes after a path that must be
  /// absent is not looked at.
  init(of plan: MatchPlan) {
    var groups = [plan.alternatives[...].map { $0[...] }]
    while let group = groups.popLast(), !isTooHigh {
      var paths: [Int: [ArraySlice<MatchPlan.Requirement>]] = [:]
      for alternative in group {
        if let first = alternative.first { paths[first.path, default: []].append(alternative) }
      }
      for (_, alternatives) in paths.sorted(by: { $0.key < $1.key }) {
        check(alternatives.compactMap { $0.first?.tests })
        var following: [[ValueTest]: [ArraySlice<MatchPlan.Requirement>]] = [:]
        for alternative in alternatives {
          guard let tests = alternative.first?.tests, tests != [.absent] else { continue }
          following[tests, default: []].append(alternative.dropFirst())
        }
        groups += following.values
      }
    }
  }

  private mutating func check(_ lists: [[ValueTest]]) {
    var terms: [[Wildcard]] = []
    for test in lists.joined() {
      let wildcards: [Wildcard] =
        switch test {
        case .wildcard(let wildcard): [wildcard]
        case .anythingBut(let exceptions): exceptions.compactMap(\.wildcard)
        default: []
        }
      if !wildcards.isEmpty, !terms.contains(wildcards) { terms.append(wildcards) }
    }
    if !terms.isEmpty, Self.exceedsLimit(Self.beginnings(of: terms)) { isTooHigh = true }
  }

  /// Lays out the beginnings; the empty one comes first.
  private static func beginnings(of terms: [[Wildcard]]) -> [Beginning] {
    var all = [Beginning()]
    for wildcards in terms {
      // The wildcards of one exception share what comes before the first star, and their ends.
      var shared: [[UInt8]: Int] = [:]
      var openings: [[UInt8]: Int] = [:]
      let end = all.count
      all.append(Beginning())
      for wildcard in wildcards {
        var current = 0
        var head: [UInt8] = []
        for (index, piece) in wildcard.pieces.enumerated() {
          if index > 0 {
            let known = index == 1 ? openings[head] : nil
            let star = known ?? all.count
            if known == nil {
              all.append(Beginning(isOpen: true))
              all[current].star = star
            }
            if index == 1 { openings[head] = star }
            current = star
          }
          var bytes = piece
          if index == 0 { bytes.insert(UInt8(ascii: "\""), at: 0) }
          let isLast = index == wildcard.pieces.count - 1
          if isLast { bytes.append(UInt8(ascii: "\"")) }
          for (place, byte) in bytes.enumerated() {
            if index == 0 { head.append(byte) }
            let isEnd = isLast && place == bytes.count - 1
            let known = isEnd ? end : (index == 0 ? shared[head] : nil)
            let next = known ?? all.count
            if known == nil { all.append(Beginning()) }
            if index == 0, !isEnd { shared[head] = next }
            if isEnd || known == nil { all[current].next.append((byte, next)) }
            current = next
          }
        }
      }
    }
    return all
  }

  private static func exceedsLimit(_ beginnings: [Beginning]) -> Bool {
    // One byte that no wildcard names stands for all such bytes.
    var bytes: [UInt8?] = [nil]
    for (byte, _) in beginnings.map(\.next).joined() where !bytes.contains(byte) {
      bytes.append(byte)
    }
    var seen: Set<[Int]> = []
    var pending = [[0]]
    while let active = pending.popLast() {
      for byte in bytes {
        let next = step(active, byte, beginnings)
        if next.count > limit || seen.count > searchLimit { return true }
        if !next.isEmpty, seen.insert(next).inserted { pending.append(next) }
      }
    }
    return false
  }

  /// The beginnings that a text fits which is one byte longer.
  private static func step(
    _ active: [Int], _ byte: UInt8?, _ beginnings: [Beginning]
  ) -> [Int] {
    var next: Set<Int> = []
    for place in active {
      if beginnings[place].isOpen { next.insert(place) }
      for edge in beginnings[place].next where edge.byte == byte { next.insert(edge.beginning) }
    }
    for place in next {
      if let star = beginnings[place].star { next.insert(star) }
    }
    return next.sorted()
  }
}

extension ValueTest {
  fileprivate var wildcard: Wildcard? {
    if case .wildcard(let wildcard) = self { wildcard } else { nil }
  }
}
