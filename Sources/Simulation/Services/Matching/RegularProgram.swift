/// What a regular expression says, as a tree.
indirect enum RegularTree: Sendable {
  case take(RegularSet)
  case check(RegularProgram.Assertion)
  case sequence([RegularTree])
  case either([RegularTree])
  case group(RegularTree, number: Int)
  case repeated(RegularTree, atLeast: Int, atMost: Int?, isLazy: Bool)
  case ahead(RegularTree, isNegative: Bool)
}

/// A regular expression as instructions, which are gone through with a text.
struct RegularProgram: Sendable {
  /// What must hold between two scalars.
  enum Assertion: Sendable {
    case start, end, boundary, noBoundary
  }

  enum Instruction: Sendable {
    /// Goes past a scalar of a set.
    case take(RegularSet)
    /// Tries the first way, and if that fails the second.
    case fork(Int, Int)
    case jump(Int)
    /// Notes where a group begins or ends.
    case save(Int)
    case check(Assertion)
    /// Looks whether what follows up to its `end` comes here, and goes on at an instruction.
    case ahead(next: Int, isNegative: Bool)
    case end
  }

  /// The most instructions, since repetitions are written out.
  private static let limit = 5_000

  private(set) var instructions: [Instruction] = []
  let groupCount: Int
  let ignoresCase: Bool
  let isMultiline: Bool

  init(
    of tree: RegularTree, groups: Int, ignoresCase: Bool, isMultiline: Bool
  ) throws(RegularExpression.Mistake) {
    groupCount = groups
    self.ignoresCase = ignoresCase
    self.isMultiline = isMultiline
    try add(tree)
    try add(.end)
  }

  private mutating func add(_ instruction: Instruction) throws(RegularExpression.Mistake) {
    guard instructions.count < Self.limit else {
      throw RegularExpression.Mistake(reason: "it is too large")
    }
    instructions.append(instruction)
  }

  private mutating func add(_ tree: RegularTree) throws(RegularExpression.Mistake) {
    switch tree {
    case .take(let set): try add(Instruction.take(set))
    case .check(let assertion): try add(Instruction.check(assertion))
    case .sequence(let parts): for part in parts { try add(part) }
    case .either(let ways): try addEither(ways[...])
    case .group(let inner, let number):
      try add(.save(2 * number))
      try add(inner)
      try add(.save(2 * number + 1))
    case .repeated(let inner, let least, let most, let isLazy):
      for _ in 0..<least {
        let before = instructions.count
        try add(inner)
        if instructions.count == before { break }  // It takes nothing, however often.
      }
      if let most {
        try addOptional(inner, times: most - least, isLazy: isLazy)
      } else {
        try addLoop(inner, isLazy: isLazy)
      }
    case .ahead(let inner, let isNegative):
      let place = instructions.count
      try add(.ahead(next: 0, isNegative: isNegative))
      try add(inner)
      try add(.end)
      instructions[place] = .ahead(next: instructions.count, isNegative: isNegative)
    }
  }

  private mutating func addEither(
    _ ways: ArraySlice<RegularTree>
  ) throws(RegularExpression.Mistake) {
    var jumps: [Int] = []
    for (place, way) in ways.enumerated() where place < ways.count - 1 {
      let fork = instructions.count
      try add(.fork(fork + 1, 0))
      try add(way)
      jumps.append(instructions.count)
      try add(.jump(0))
      instructions[fork] = .fork(fork + 1, instructions.count)
    }
    if let last = ways.last { try add(last) }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func addLoop(
    _ inner: RegularTree, isLazy: Bool
  ) throws(RegularExpression.Mistake) {
    let fork = instructions.count
    try add(.fork(0, 0))
    try add(inner)
    try add(.jump(fork))
    instructions[fork] = Self.fork(fork + 1, instructions.count, isLazy: isLazy)
  }

  private mutating func addOptional(
    _ inner: RegularTree, times: Int, isLazy: Bool
  ) throws(RegularExpression.Mistake) {
    var forks: [Int] = []
    for _ in 0..<times {
      forks.append(instructions.count)
      try add(.fork(0, 0))
      try add(inner)
    }
    for fork in forks {
      instructions[fork] = Self.fork(fork + 1, instructions.count, isLazy: isLazy)
    }
  }

  private static func fork(_ inner: Int, _ past: Int, isLazy: Bool) -> Instruction {
    isLazy ? .fork(past, inner) : .fork(inner, past)
  }
}

/// Some scalars: those of ranges and kinds, or all but those.
struct RegularSet: Sendable {
  /// A kind of scalars, as `\d` and its like name it.
  enum Kind: Sendable {
    case digit, word, space
    /// Those of general categories, as `\p{L}` names them by their first letters.
    case category(String)
  }

  var ranges: [ClosedRange<UInt32>] = []
  var kinds: [(kind: Kind, isNegated: Bool)] = []
  var isNegated = false

  /// All but the ends of lines, which is what a dot takes.
  static let dot = RegularSet(
    ranges: [0xA...0xA, 0xD...0xD, 0x2028...0x2029], isNegated: true)

  func contains(_ scalar: Unicode.Scalar, _ ignoresCase: Bool) -> Bool {
    var isIn = holds(scalar)
    if !isIn, ignoresCase {
      let properties = scalar.properties
      for text in [properties.lowercaseMapping, properties.uppercaseMapping] {
        if let other = text.unicodeScalars.first, text.unicodeScalars.count == 1, holds(other) {
          isIn = true
        }
      }
    }
    return isIn != isNegated
  }

  private func holds(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) }
      || kinds.contains { Self.isKind($0.kind, scalar) != $0.isNegated }
  }

  private static func isKind(_ kind: Kind, _ scalar: Unicode.Scalar) -> Bool {
    switch kind {
    case .digit: ("0"..."9").contains(scalar)
    case .word: isWord(scalar)
    case .space: scalar.properties.isWhitespace || scalar == "\u{FEFF}"
    case .category(let name): scalar.properties.generalCategory.letters.hasPrefix(name)
    }
  }

  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }

  static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\r", "\u{2028}", "\u{2029}": true
    default: false
    }
  }
}

extension Unicode.GeneralCategory {
  /// The letters by which Unicode calls the category.
  fileprivate var letters: String {
    switch self {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    case .unassigned: "Cn"
    @unknown default: "Cn"
    }
  }
}
