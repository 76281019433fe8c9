/// A regular expression in JavaScript's notation, matched in a time that is bounded.
///
/// It goes back and tries again as those of JavaScript and Java do, and so finds what they find. But
/// what failed once at a place of the text is not tried there again (Cox, "Regular Expression Matching:
/// the Virtual Machine Approach", 2009, "BitState"), so that the work grows with the text times the
/// expression, where `(a+)+b` would take theirs longer than anybody waits. The price is that groups
/// cannot be referred back to, and that there is no look behind.
package struct RegularExpression: Sendable {
  /// Why a text is no regular expression, or none that is taken.
  package struct Mistake: Error, Hashable, Sendable {
    /// What is wrong, as a part of a sentence.
    package let reason: String
  }

  /// Where an expression was found, in places of scalars.
  package struct Match: Hashable, Sendable {
    /// The whole of it.
    package let range: Range<Int>
    /// What the groups found; `nil` for one that had no part in it.
    package let groups: [Range<Int>?]
  }

  let program: RegularProgram

  /// Reads an expression.
  ///
  /// - Parameters:
  ///   - ignoresCase: Whether large and small letters are the same.
  ///   - isMultiline: Whether `^` and `$` stand for the ends of lines, too.
  package init(
    _ text: String, ignoresCase: Bool = false, isMultiline: Bool = false
  ) throws(Mistake) {
    var reader = RegularReader(text, ignoresCase: ignoresCase)
    let tree = try reader.whole()
    program = try RegularProgram(
      of: tree, groups: reader.groupCount, ignoresCase: reader.ignoresCase,
      isMultiline: isMultiline)
  }

  /// The first match that begins at a place or after it.
  package func firstMatch(in text: [Unicode.Scalar], from start: Int = 0) -> Match? {
    var search = RegularSearch(program, text)
    for place in start...text.count {
      if let match = search.match(at: place, endsAtEnd: false) { return match }
    }
    return nil
  }

  /// Whether a text matches from its start to its end.
  package func matchesWhole(_ text: String) -> Bool {
    var search = RegularSearch(program, Array(text.unicodeScalars))
    return search.match(at: 0, endsAtEnd: true) != nil
  }
}

/// A search for an expression in a text.
private struct RegularSearch {
  private let program: RegularProgram
  private let text: [Unicode.Scalar]
  /// The forks that were tried: to come to one again at the same place is of no use.
  private var tried: Set<Int> = []
  private var saves: [Int?]
  private var open: [Alternative] = []

  /// What is left to be tried.
  private enum Alternative {
    case way(instruction: Int, place: Int)
    /// Before an older way is tried, what was saved since is forgotten.
    case restore(slot: Int, Int?)
  }

  init(_ program: RegularProgram, _ text: [Unicode.Scalar]) {
    self.program = program
    self.text = text
    saves = Array(repeating: nil, count: 2 * program.groupCount)
  }

  mutating func match(at start: Int, endsAtEnd: Bool) -> RegularExpression.Match? {
    guard let end = run(from: 0, at: start, endsAtEnd: endsAtEnd) else { return nil }
    let groups = (0..<program.groupCount).map { group -> Range<Int>? in
      guard let low = saves[2 * group], let high = saves[2 * group + 1], low <= high else {
        return nil
      }
      return low..<high
    }
    return RegularExpression.Match(range: start..<end, groups: groups)
  }

  /// Where the expression ends that begins at an instruction and a place; `nil` without a match.
  private mutating func run(from first: Int, at start: Int, endsAtEnd: Bool) -> Int? {
    let floor = open.count
    var (instruction, place) = (first, start)
    while true {
      switch step(&instruction, &place) {
      case .goOn: continue
      case .end where !endsAtEnd || place == text.count:
        open.removeSubrange(floor...)
        return place
      case .end, .fail:
        guard let next = back(to: floor) else { return nil }
        (instruction, place) = next
      }
    }
  }

  private enum Step {
    case goOn
    case end
    case fail
  }

  private mutating func step(_ instruction: inout Int, _ place: inout Int) -> Step {
    switch program.instructions[instruction] {
    case .take(let set):
      guard place < text.count, set.contains(text[place], program.ignoresCase) else {
        return .fail
      }
      place += 1
    case .fork(let first, let second):
      guard tried.insert(place * program.instructions.count + instruction).inserted else {
        return .fail
      }
      open.append(.way(instruction: second, place: place))
      instruction = first
      return .goOn
    case .jump(let target):
      instruction = target
      return .goOn
    case .save(let slot):
      open.append(.restore(slot: slot, saves[slot]))
      saves[slot] = place
    case .check(let assertion):
      guard holds(assertion, at: place) else { return .fail }
    case .ahead(let next, let isNegative):
      let ahead = sight(from: instruction + 1, at: place)
      guard ahead != isNegative else { return .fail }
      instruction = next
      return .goOn
    case .end: return .end
    }
    instruction += 1
    return .goOn
  }

  /// Whether what is to come ahead comes; it is tried with a memory of its own, since it may end
  /// elsewhere.
  private func sight(from instruction: Int, at place: Int) -> Bool {
    var search = RegularSearch(program, text)
    return search.run(from: instruction, at: place, endsAtEnd: false) != nil
  }

  private mutating func back(to floor: Int) -> (Int, Int)? {
    while open.count > floor, let alternative = open.popLast() {
      switch alternative {
      case .way(let instruction, let place): return (instruction, place)
      case .restore(let slot, let place): saves[slot] = place
      }
    }
    return nil
  }

  private func holds(_ assertion: RegularProgram.Assertion, at place: Int) -> Bool {
    switch assertion {
    case .start:
      place == 0 || program.isMultiline && RegularSet.isLineEnd(text[place - 1])
    case .end:
      place == text.count || program.isMultiline && RegularSet.isLineEnd(text[place])
    case .boundary: isBoundary(place)
    case .noBoundary: !isBoundary(place)
    }
  }

  private func isBoundary(_ place: Int) -> Bool {
    let before = place > 0 && RegularSet.isWord(text[place - 1])
    let after = place < text.count && RegularSet.isWord(text[place])
    return before != after
  }
}
