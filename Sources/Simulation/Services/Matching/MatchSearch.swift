/// The working memory of matching: what one document has at the paths of one pattern.
///
/// It may be kept from match to match, so that matching allocates nothing once it has grown.
package struct MatchSearch {
  /// A value of the document.
  private struct Found {
    let path: Int
    let leaf: Leaf
    /// Where the value lies in arrays: the innermost membership, or -1.
    let membership: Int
  }

  /// That something lies in one element of one array.
  private struct Membership {
    let array: Int
    let element: Int
    /// The membership of the array itself in an outer one, or -1.
    let outer: Int
  }

  private var found: [Found] = []
  private var memberships: [Membership] = []
  private var arrays = 0
  /// The memberships of the values chosen so far.
  private var chosen: [Int] = []

  /// An empty memory.
  package init() {}

  /// Takes in the values of a document at the paths of a pattern.
  mutating func collect(_ document: JSONValue, for plan: MatchPlan) {
    found.removeAll(keepingCapacity: true)
    memberships.removeAll(keepingCapacity: true)
    chosen.removeAll(keepingCapacity: true)
    arrays = 0
    guard case .object(let members) = document else { return }
    collect(members, for: plan, among: plan.paths.indices, at: 0, within: -1)
  }

  /// Goes through an object.
  ///
  /// - Parameters:
  ///   - candidates: The paths that begin like the path to the object; since paths are sorted they are
  ///     neighbours.
  ///   - length: How many bytes of them lead to a key of the object.
  private mutating func collect(
    _ members: [(key: String, value: JSONValue)], for plan: MatchPlan,
    among candidates: Range<Int>, at length: Int, within membership: Int
  ) {
    for (key, value) in members {
      let narrowed = plan.paths(candidates, thatHave: key, at: length)
      if !narrowed.isEmpty {
        collect(
          value, for: plan, among: narrowed, at: length + key.utf8.count, within: membership)
      }
    }
  }

  private mutating func collect(
    _ value: JSONValue, for plan: MatchPlan, among candidates: Range<Int>, at length: Int,
    within membership: Int
  ) {
    switch value {
    case .object(let members):
      let deeper = plan.paths(candidates, thatHave: ".", at: length)
      if deeper.isEmpty { return }
      collect(members, for: plan, among: deeper, at: length + 1, within: membership)
    case .array(let elements):
      let array = arrays
      arrays += 1
      for (index, element) in elements.enumerated() {
        var inner = membership
        if plan.keepsElementsTogether, element.isContainer {
          inner = memberships.count
          memberships.append(Membership(array: array, element: index, outer: membership))
        }
        collect(element, for: plan, among: candidates, at: length, within: inner)
      }
    default:
      // Of paths that begin alike the shortest comes first.
      guard plan.paths[candidates.lowerBound].count == length, let leaf = Leaf(value) else {
        return
      }
      found.append(Found(path: candidates.lowerBound, leaf: leaf, membership: membership))
    }
  }

  /// Whether values can be chosen so that each requirement holds and all lie in the same elements.
  ///
  /// Requirements are met in the order of their paths, and what is absent is told among the elements
  /// chosen so far: event-ruler's own order, which shows where a value is asked for and another must
  /// be absent (README, "JSON array matching").
  mutating func satisfies(_ requirements: [MatchPlan.Requirement]) -> Bool {
    // Where there are many elements to choose from, a value that is nowhere is found out first.
    if !memberships.isEmpty, !requirements.allSatisfy({ isMet($0) }) { return false }
    return satisfies(requirements[...])
  }

  /// Whether a requirement could hold if it were the only one.
  private func isMet(_ requirement: MatchPlan.Requirement) -> Bool {
    requirement.mayBeAbsent
      || found.contains {
        $0.path == requirement.path && $0.leaf.passes(any: requirement.tests)
      }
  }

  private mutating func satisfies(_ requirements: ArraySlice<MatchPlan.Requirement>) -> Bool {
    guard let requirement = requirements.first else { return true }
    let rest = requirements.dropFirst()
    var hasSome = false
    var lastMembership: Int?
    for index in found.indices where found[index].path == requirement.path {
      let membership = found[index].membership
      guard isTogether(membership) else { continue }
      hasSome = true
      // A value in the same place as one from which there was no way on leads nowhere either.
      guard membership != lastMembership, found[index].leaf.passes(any: requirement.tests) else {
        continue
      }
      lastMembership = membership
      chosen.append(membership)
      if satisfies(rest) { return true }
      chosen.removeLast()
    }
    return requirement.mayBeAbsent && !hasSome && satisfies(rest)
  }

  /// Whether a value lies in no other element of an array than the values chosen so far.
  private func isTogether(_ membership: Int) -> Bool {
    guard membership >= 0 else { return true }
    return chosen.allSatisfy { other in
      var mine = membership
      while mine >= 0 {
        var theirs = other == membership ? -1 : other
        while theirs >= 0 {
          if memberships[theirs].array == memberships[mine].array,
            memberships[theirs].element != memberships[mine].element
          {
            return false
          }
          theirs = memberships[theirs].outer
        }
        mine = memberships[mine].outer
      }
      return true
    }
  }
}

extension MatchPlan {
  /// The paths of a range of neighbours that have a text at a place.
  fileprivate func paths(
    _ candidates: Range<Int>, thatHave text: String, at place: Int
  ) -> Range<Int> {
    let bytes = text.utf8Span.span
    var lower = candidates.lowerBound
    while lower < candidates.upperBound, !paths[lower].has(bytes, at: place) { lower += 1 }
    var upper = lower
    while upper < candidates.upperBound, paths[upper].has(bytes, at: place) { upper += 1 }
    return lower..<upper
  }
}

extension [UInt8] {
  fileprivate func has(_ bytes: Span<UInt8>, at place: Int) -> Bool {
    guard place + bytes.count <= count else { return false }
    for index in bytes.indices where self[place + index] != bytes[index] { return false }
    return true
  }
}

extension JSONValue {
  fileprivate var isContainer: Bool {
    switch self {
    case .object, .array: true
    case .null, .bool, .number, .string: false
    }
  }
}
