/// Reads the notation of regular expressions.
struct RegularReader {
  private typealias Mistake = RegularExpression.Mistake

  private let text: [Unicode.Scalar]
  private var place = 0
  private var depth = 0
  /// How many groups have a number.
  private(set) var groupCount = 0
  /// Whether large and small letters are the same, by what was asked for or by `(?i)` at the start.
  private(set) var ignoresCase: Bool

  private static let depthLimit = 200
  private static let repetitionLimit = 1_000

  init(_ text: String, ignoresCase: Bool) {
    self.text = Array(text.unicodeScalars)
    self.ignoresCase = ignoresCase
  }

  /// Reads to the end.
  mutating func whole() throws(RegularExpression.Mistake) -> RegularTree {
    if take("(?i)") { ignoresCase = true }
    let tree = try either()
    guard place == text.count else { throw Mistake(reason: "there is a ')' too many") }
    return tree
  }

  private var next: Unicode.Scalar? { place < text.count ? text[place] : nil }

  private mutating func take(_ wanted: String) -> Bool {
    let scalars = Array(wanted.unicodeScalars)
    guard text[place...].starts(with: scalars) else { return false }
    place += scalars.count
    return true
  }

  private mutating func either() throws(RegularExpression.Mistake) -> RegularTree {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw Mistake(reason: "its groups nest too deeply") }
    var ways = [try sequence()]
    while take("|") { ways.append(try sequence()) }
    return ways.count == 1 ? ways[0] : .either(ways)
  }

  private mutating func sequence() throws(RegularExpression.Mistake) -> RegularTree {
    var parts: [RegularTree] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      parts.append(try repetition(of: try atom(scalar)))
    }
    return .sequence(parts)
  }

  private mutating func atom(
    _ scalar: Unicode.Scalar
  ) throws(RegularExpression.Mistake) -> RegularTree {
    place += 1
    switch scalar {
    case ".": return .take(.dot)
    case "^": return .check(.start)
    case "$": return .check(.end)
    case "(": return try group()
    case "[": return .take(try set())
    case "\\": return try escape()
    case "*", "+", "?": throw Mistake(reason: "nothing stands before '\(scalar)'")
    default: return .take(RegularSet(ranges: [scalar.value...scalar.value]))
    }
  }

  private mutating func group() throws(RegularExpression.Mistake) -> RegularTree {
    let tree: RegularTree
    if take("?:") {
      tree = try either()
    } else if take("?=") {
      tree = .ahead(try either(), isNegative: false)
    } else if take("?!") {
      tree = .ahead(try either(), isNegative: true)
    } else {
      if take("?<") {
        guard next != "=", next != "!" else {
          throw Mistake(reason: "it looks behind, which is not supported")
        }
        while let scalar = next, scalar != ">", scalar != ")" { place += 1 }
        guard take(">") else { throw Mistake(reason: "a group's name has no '>'") }
      } else if next == "?" {
        throw Mistake(reason: "'(?' begins nothing that is known")
      }
      let number = groupCount
      groupCount += 1
      tree = .group(try either(), number: number)
    }
    guard take(")") else { throw Mistake(reason: "a ')' is missing") }
    return tree
  }

  // MARK: Repetitions

  private mutating func repetition(
    of tree: RegularTree
  ) throws(RegularExpression.Mistake) -> RegularTree {
    guard let (least, most) = try bounds() else { return tree }
    let isLazy = take("?")
    if next == "+" {
      throw Mistake(reason: "it repeats without going back, which is not supported")
    }
    if next == "*" || next == "?" { throw Mistake(reason: "it repeats a repetition") }
    return .repeated(tree, atLeast: least, atMost: most, isLazy: isLazy)
  }

  /// How often what stands before is repeated; `nil` where it is not.
  private mutating func bounds() throws(RegularExpression.Mistake) -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = place
    guard take("{"), let least = number() else {
      // A brace that counts nothing stands for itself.
      place = start
      return nil
    }
    var most: Int? = least
    if take(",") { most = number() }
    guard take("}") else {
      place = start
      return nil
    }
    guard max(least, most ?? 0) <= Self.repetitionLimit, least <= most ?? .max else {
      throw Mistake(reason: "it repeats more than 1000 times, or the bounds are upside down")
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    let digits = text[place...].prefix { ("0"..."9").contains($0) }
    guard !digits.isEmpty else { return nil }
    place += digits.count
    return Int(String(String.UnicodeScalarView(digits))) ?? .max
  }

  // MARK: Scalars

  private mutating func escape() throws(RegularExpression.Mistake) -> RegularTree {
    if take("b") { return .check(.boundary) }
    if take("B") { return .check(.noBoundary) }
    if let scalar = next, scalar == "k" || ("1"..."9").contains(scalar) {
      throw Mistake(reason: "it refers back to a group, which is not supported")
    }
    return .take(try escapedSet())
  }

  /// What an escape stands for, the backslash being read.
  private mutating func escapedSet() throws(RegularExpression.Mistake) -> RegularSet {
    guard let scalar = next else { throw Mistake(reason: "it ends with a backslash") }
    place += 1
    switch scalar {
    case "d", "D": return RegularSet(kinds: [(.digit, scalar == "D")])
    case "w", "W": return RegularSet(kinds: [(.word, scalar == "W")])
    case "s", "S": return RegularSet(kinds: [(.space, scalar == "S")])
    case "p", "P": return RegularSet(kinds: [(.category(try category()), scalar == "P")])
    default:
      let value = try value(of: scalar)
      return RegularSet(ranges: [value...value])
    }
  }

  private mutating func value(
    of scalar: Unicode.Scalar
  ) throws(RegularExpression.Mistake) -> UInt32 {
    switch scalar {
    case "n": return 0xA
    case "r": return 0xD
    case "t": return 0x9
    case "f": return 0xC
    case "v": return 0xB
    case "0": return 0
    case "x": return try hexadecimal(digits: 2)
    case "u": return try hexadecimal(digits: 4)
    case "a"..."z", "A"..."Z": throw Mistake(reason: "'\\\(scalar)' is not known")
    default: return scalar.value
    }
  }

  private mutating func hexadecimal(digits: Int) throws(RegularExpression.Mistake) -> UInt32 {
    let end = min(place + digits, text.count)
    let spelt = String(String.UnicodeScalarView(text[place..<end]))
    guard end == place + digits, let value = UInt32(unsigned: spelt, radix: 16) else {
      throw Mistake(reason: "an escape lacks hexadecimal digits")
    }
    place = end
    return value
  }

  private mutating func category() throws(RegularExpression.Mistake) -> String {
    let known = ["L", "M", "N", "P", "S", "Z", "C"]
    if take("{"), let end = text[place...].firstIndex(of: "}") {
      let name = String(String.UnicodeScalarView(text[place..<end]))
      place = end + 1
      if name.count <= 2, known.contains(String(name.prefix(1))) { return name }
    }
    throw Mistake(reason: "'\\p' takes a general category such as \\p{L}")
  }

  // MARK: Sets

  /// Reads a set, the `[` being read.
  private mutating func set() throws(RegularExpression.Mistake) -> RegularSet {
    var set = RegularSet()
    set.isNegated = take("^")
    while !take("]") {
      let first = try element()
      guard first.isSingle, next == "-", place + 1 < text.count, text[place + 1] != "]" else {
        set.ranges += first.ranges
        set.kinds += first.kinds
        continue
      }
      place += 1
      let last = try element()
      guard last.isSingle, let low = first.ranges.first?.lowerBound,
        let high = last.ranges.first?.lowerBound, low <= high
      else { throw Mistake(reason: "a range of a set is upside down") }
      set.ranges.append(low...high)
    }
    return set
  }

  private mutating func element() throws(RegularExpression.Mistake) -> RegularSet {
    guard let scalar = next else { throw Mistake(reason: "a ']' is missing") }
    place += 1
    guard scalar == "\\" else { return RegularSet(ranges: [scalar.value...scalar.value]) }
    if take("b") { return RegularSet(ranges: [8...8]) }
    return try escapedSet()
  }
}

extension RegularSet {
  /// Whether it is a single scalar, with which a range may begin or end.
  fileprivate var isSingle: Bool { ranges.count == 1 && kinds.isEmpty }
}
