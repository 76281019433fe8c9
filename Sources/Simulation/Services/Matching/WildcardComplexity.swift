/// How many beginnings of wildcards one text can fit at the same time, at worst.
///
/// EventBridge refuses a pattern if some text fits more than ten at once, counted for each path as
/// event-ruler counts (`MachineComplexityEvaluator`). Ten is not documented; it agrees with patterns that
/// are known to have been refused and accepted.
struct WildcardComplexity {
  private static let limit = 10
  /// A search that has seen so many sets of beginnings is given up: the pattern is too complex then.
  private static let searchLimit = 20_000

  /// Alternatives that ask the same of all paths before.
  private typealias Group = [ArraySlice<MatchPlan.Requirement>]

  /// Whether the pattern is refused.
  private(set) var isTooHigh = false

  /// Looks at the wildcards of each path.
  ///
  /// Alternatives that begin alike share a path's wildcards. What comes after a path that must be
  /// absent is not looked at.
  init(of plan: MatchPlan) {
    guard plan.alternatives.joined().contains(where: \.hasWildcards) else { return }
    var groups: [Group] = [plan.alternatives.map { $0[...] }]
    while let group = groups.popLast(), !isTooHigh {
      for path in plan.paths.indices {
        let alternatives = group.filter { $0.first?.path == path }
        check(alternatives.compactMap { $0.first?.tests })
        groups += Self.groups(after: alternatives)
      }
    }
  }

  /// Tells alternatives apart by what they ask of their first path.
  private static func groups(after alternatives: Group) -> [Group] {
    var groups: [(tests: [ValueTest], members: Group)] = []
    for alternative in alternatives {
      guard let tests = alternative.first?.tests, tests != [.absent] else { continue }
      let rest = alternative.dropFirst()
      if let known = groups.firstIndex(where: { $0.tests == tests }) {
        groups[known].members.append(rest)
      } else {
        groups.append((tests, [rest]))
      }
    }
    return groups.map(\.members)
  }

  private mutating func check(_ lists: [[ValueTest]]) {
    var seen: [[Wildcard]] = []
    var beginnings = WildcardBeginnings()
    for wildcards in lists.joined().map(\.wildcards)
    where !wildcards.isEmpty && !seen.contains(wildcards) {
      seen.append(wildcards)
      beginnings.add(wildcards)
    }
    if !seen.isEmpty, Self.exceedsLimit(beginnings) { isTooHigh = true }
  }

  private static func exceedsLimit(_ beginnings: WildcardBeginnings) -> Bool {
    let bytes = beginnings.bytes
    var seen: Set<[Int]> = []
    var pending = [[0]]
    while let places = pending.popLast() {
      for byte in bytes {
        let next = beginnings.after(places, byte)
        if next.count > limit || seen.count > searchLimit { return true }
        if !next.isEmpty, seen.insert(next).inserted { pending.append(next) }
      }
    }
    return false
  }
}

extension MatchPlan.Requirement {
  fileprivate var hasWildcards: Bool { tests.contains { !$0.wildcards.isEmpty } }
}

extension ValueTest {
  /// The wildcards of the test, also those that it excludes.
  fileprivate var wildcards: [Wildcard] {
    switch self {
    case .wildcard(let wildcard): [wildcard]
    case .anythingBut(let exceptions): exceptions.flatMap(\.wildcards)
    default: []
    }
  }
}
