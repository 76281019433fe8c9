import Simulation

extension Expectation {
  /// Reads an expectation, or says what is wrong with its subject or its bound, and where.
  static func reading(
    _ entry: Entry<String>, among measurables: Measurables
  ) throws(PlacedMistake) -> Expectation {
    let (text, phase) = try phase(in: entry)
    let subject: Subject
    do throws(ExpectationMistake) {
      subject = try measurables.subject(text)
    } catch {
      throw PlacedMistake(error, in: entry.name.text, at: entry.name.range)
    }
    if phase != nil, case .metric = subject {
    } else if phase != nil {
      throw PlacedMistake(
        ExpectationMistake(.phaseOfWholeRun(text)), in: entry.name.text, at: entry.name.range)
    }
    do throws(ExpectationMistake) {
      let (comparison, rest) = try comparison(in: entry.value, of: subject)
      let (bound, unit) = try BoundReading(subject: subject, name: text, comparison: comparison)
        .bound(rest)
      return Expectation(
        text: "\(entry.name.text) \(entry.value)", subject: subject, phase: phase,
        comparison: comparison, bound: bound, unit: unit)
    } catch {
      throw PlacedMistake(error, in: entry.value, at: entry.node.range)
    }
  }

  /// Parts `process-order.Duration.p99 {phase: chaos}` into the subject and the phase.
  private static func phase(
    in entry: Entry<String>
  ) throws(PlacedMistake) -> (text: String, phase: Phase?) {
    let name = entry.name.text
    guard let brace = name.firstIndex(of: "{") else { return (name.trimmed, nil) }
    let braces = name[brace...].trimmed
    func mistake(_ problem: ExpectationProblem, _ part: String) -> PlacedMistake {
      PlacedMistake(ExpectationMistake(problem, part: part), in: name, at: entry.name.range)
    }
    let pair = braces.dropFirst().dropLast().split(separator: ":").map(\.trimmed)
    guard braces.hasSuffix("}"), pair.count == 2, pair[0] == "phase" else {
      throw mistake(.badPhase(braces), braces)
    }
    guard let phase = Phase(rawValue: pair[1]) else {
      let known = Phase.allCases.map(\.rawValue)
      let nearest = nearestName(to: pair[1], among: known)
      throw mistake(.unknown(.phase, pair[1], owner: nil, nearest: nearest, known: known), pair[1])
    }
    return (name[..<brace].trimmed, phase)
  }

  /// Parts `< 31s` into the comparison and the rest.
  private static func comparison(
    in text: String, of subject: Subject
  ) throws(ExpectationMistake) -> (Comparison, rest: String) {
    let text = text.trimmed
    let longestFirst = Comparison.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
    if let found = longestFirst.first(where: { text.hasPrefix($0.rawValue) }) {
      return (found, text.dropFirst(found.rawValue.count).trimmed)
    }
    let lookalikes = [
      ("=<", "<="), ("=>", ">="), ("≤", "<="), ("≥", ">="), ("≠", "!="), ("=", "=="),
    ]
    if let (wrong, right) = lookalikes.first(where: { text.hasPrefix($0.0) }) {
      let fix = "\(right) \(text.dropFirst(wrong.count).trimmed)"
      throw ExpectationMistake(.noComparison(found: text, fix: fix))
    }
    guard text.first?.isASCIIDigit == true else {
      throw ExpectationMistake(.noComparison(found: text, fix: nil))
    }
    // Hardly anything but none is meant to be met exactly.
    let usual: Comparison =
      text.allSatisfy({ $0 == "0" }) ? .equal : subject.isBetterMore ? .atLeast : .atMost
    throw ExpectationMistake(.noComparison(found: text, fix: "\(usual.rawValue) \(text)"))
  }
}

extension Expectation.Subject {
  /// Whether more of it is what one hopes for.
  fileprivate var isBetterMore: Bool {
    switch self {
    case .outcome(.completed), .saga(.committed): true
    case .outcome, .saga, .effect, .metric, .recoveryTime, .cost: false
    }
  }
}

/// A mistake in an expectation, with the place to point at.
struct PlacedMistake: Error {
  let problem: ExpectationProblem
  let range: SourceRange

  /// Points at the part of a text that is to blame.
  init(_ mistake: ExpectationMistake, in text: String, at range: SourceRange) {
    problem = mistake.problem
    self.range = range.part(mistake.part, of: text)
  }
}

/// Reads what follows the comparison, in the unit that the subject is counted in.
private struct BoundReading {
  let subject: Expectation.Subject
  let name: String
  let comparison: Expectation.Comparison

  func bound(_ text: String) throws(ExpectationMistake) -> (Double, Expectation.Unit) {
    switch subject.unit {
    case .seconds: (try seconds(text), .seconds)
    case .bytes: (try bytes(text), .bytes)
    case .dollars: (try dollars(text), .dollars)
    case .count, .shareOfOffered: try count(text)
    }
  }

  private func seconds(_ text: String) throws(ExpectationMistake) -> Double {
    switch Interval.reading(text) {
    case .value(let interval): return interval.seconds
    case .misspelt(let fix): throw bad(text, example: fix)
    case .noUnit: throw noUnit(text, fix: "\(text)s")
    case .unknownUnit, .malformed: throw bad(text, example: "30s")
    }
  }

  private func bytes(_ text: String) throws(ExpectationMistake) -> Double {
    switch SizeText.reading(text) {
    case .value(let bytes): return Double(bytes)
    case .misspelt(let fix): throw bad(text, example: fix)
    case .noUnit: throw noUnit(text, fix: "\(text)B")
    case .unknownUnit, .malformed: throw bad(text, example: "2KB")
    }
  }

  private func dollars(_ text: String) throws(ExpectationMistake) -> Double {
    var digits = text
    if text.hasPrefix("$") {
      digits = text.dropFirst().trimmed
    } else if let unit = ["dollars", "dollar"].first(where: text.hasSuffix) {
      digits = text.dropLast(unit.count).trimmed
    }
    guard let amount = Numeral(digits)?.double, amount.isFinite else {
      throw bad(text, example: "$0.05")
    }
    if digits == text { throw noUnit(text, fix: "$\(text)") }
    return amount
  }

  private func count(
    _ text: String
  ) throws(ExpectationMistake) -> (Double, Expectation.Unit) {
    if let number = Numeral(text)?.double, number.isFinite { return (number, .count) }
    if case .value(let share) = ShareText.reading(text) {
      switch subject {
      case .outcome, .saga: return (share, .shareOfOffered)
      case .metric(_, _, .average): return (share, .count)
      default: break
      }
    }
    throw bad(text, example: "3")
  }

  private func bad(_ text: String, example: String) -> ExpectationMistake {
    ExpectationMistake(
      .badBound(found: text, subject: name, example: "\(comparison.rawValue) \(example)"),
      part: text)
  }

  private func noUnit(_ text: String, fix: String) -> ExpectationMistake {
    ExpectationMistake(.noUnit(found: text, fix: "\(comparison.rawValue) \(fix)"), part: text)
  }
}

extension StringProtocol {
  /// The text without blanks around it.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}

extension SourceRange {
  /// Where a part of a text stands, if the text stands in the file as it is, without escapes.
  func part(_ part: String, of text: String) -> SourceRange {
    let letters = Array(text.unicodeScalars)
    let wanted = Array(part.unicodeScalars)
    let quotes = length - letters.count
    guard quotes == 0 || quotes == 2, !wanted.isEmpty, wanted.count <= letters.count,
      let offset = (0...(letters.count - wanted.count)).last(where: {
        letters[$0..<($0 + wanted.count)].elementsEqual(wanted)
      })
    else { return self }
    return self.from(offset + quotes / 2, length: wanted.count)
  }

  /// The part of so many columns from so many columns on.
  func from(_ offset: Int, length: Int) -> SourceRange {
    SourceRange(SourcePlace(line: start.line, column: start.column + offset), length: length)
  }
}
