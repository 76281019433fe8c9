extension JSONataBuiltIn {
  /// Functions of numbers.
  func numberValue(_ arguments: JSONataArguments) throws(JSONataError) -> JSONataValue {
    switch self {
    case .number: return try cast(arguments)
    case .sum, .max, .min, .average:
      guard let numbers = try arguments.numbers() else { return .undefined }
      return aggregate(numbers)
    default: break
    }
    guard let number = try arguments.number(0) else { return .undefined }
    switch self {
    case .abs: return .number(number.magnitude)
    case .floor: return .number(number.rounded(.down))
    case .ceil: return .number(number.rounded(.up))
    case .round: return .number(Self.rounded(number, digits: try arguments.whole(1) ?? 0))
    case .sqrt:
      guard number >= 0 else {
        throw JSONataError(
          "D3060",
          "The sqrt function cannot be applied to a negative number: "
            + JSONataValue.text(of: number))
      }
      return .number(number.squareRoot())
    default:
      guard let exponent = try arguments.number(1) else { throw arguments.mismatch(at: 1) }
      let power = Self.power(number, exponent)
      guard power.isFinite else {
        throw JSONataError(
          "D3061",
          "The power function has resulted in a value that cannot be represented as a JSON number: "
            + "base=\(JSONataValue.text(of: number)), exponent=\(JSONataValue.text(of: exponent))")
      }
      return .number(power)
    }
  }

  private func aggregate(_ numbers: [Double]) -> JSONataValue {
    switch self {
    case .sum: return .number(numbers.reduce(0, +))
    case .max: return numbers.max().map { .number($0) } ?? .undefined
    case .min: return numbers.min().map { .number($0) } ?? .undefined
    default:
      return numbers.isEmpty
        ? .undefined : .number(numbers.reduce(0, +) / Double(numbers.count))
    }
  }

  private func cast(_ arguments: JSONataArguments) throws(JSONataError) -> JSONataValue {
    switch arguments[0] {
    case .undefined: return .undefined
    case .number(let number): return .number(number)
    case .bool(let flag): return .number(flag ? 1 : 0)
    case .string(let text):
      guard let number = Self.number(of: text) else {
        throw JSONataError("D3030", "Unable to cast value to a number: \"\(text)\"")
      }
      return .number(number)
    default: throw arguments.mismatch(at: 0)
    }
  }

  /// A decimal number as JSON has it, or a whole one after `0x`, `0o` or `0b`.
  private static func number(of text: String) -> Double? {
    for (prefix, radix) in [("0x", 16), ("0X", 16), ("0o", 8), ("0O", 8), ("0b", 2), ("0B", 2)]
    where text.hasPrefix(prefix) {
      return UInt64(unsigned: text.dropFirst(2), radix: radix).map { Double($0) }
    }
    // What stands around a number is white space, which JSON takes and JSONata does not.
    guard let first = text.utf8.first, let last = text.utf8.last, first > 0x20, last > 0x20,
      case .number(let number, _)? = try? JSONReader.read(text), number.isFinite
    else { return nil }
    return number
  }

  /// A number to so many digits behind the point, halves to the even neighbour.
  ///
  /// Moves the point in the text of the number, as JSONata does, so that no digit is lost.
  static func rounded(_ number: Double, digits: Int) -> Double {
    guard digits != 0 else { return number.rounded(.toNearestOrEven) }
    let digits = Swift.min(Swift.max(digits, -400), 400)
    let moved = shifted(number, by: digits).rounded(.toNearestOrEven)
    return shifted(moved, by: -digits) + 0
  }

  private static func shifted(_ number: Double, by digits: Int) -> Double {
    let parts = String(describing: number).split(separator: "e")
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    return Double("\(parts[0])e\(exponent + digits)") ?? number
  }

  /// A power, exact for whole exponents as long as the products are.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    guard let whole = Int(exactly: exponent), whole.magnitude <= 1_100 else {
      return base > 0 ? Elementary.exp(exponent * Elementary.log(base)) : .nan
    }
    let product = (0..<whole.magnitude).reduce(1.0) { product, _ in product * base }
    return whole < 0 ? 1 / product : product
  }

  // MARK: Times

  /// Functions of times; the clock is the virtual one.
  func timeValue(
    _ arguments: JSONataArguments, _ now: Timestamp
  ) throws(JSONataError) -> JSONataValue {
    switch self {
    case .now:
      guard arguments.count == 0 else { throw .unsupported("a picture for $now") }
      return .string(now.description)
    case .millis:
      return .number(Double(now.epochSeconds * 1_000 + now.nanoseconds / 1_000_000))
    case .fromMillis:
      guard arguments.count <= 1 else { throw .unsupported("a picture for $fromMillis") }
      guard let number = try arguments.number(0) else { return .undefined }
      guard let milliseconds = Int(exactly: number.rounded(.down)),
        milliseconds.magnitude < 253_402_300_800_000
      else { throw JSONataError("D1001", "Number out of range: \(JSONataValue.text(of: number))") }
      let seconds = Int((Double(milliseconds) / 1_000).rounded(.down))
      let rest = milliseconds - seconds * 1_000
      return .string(
        Timestamp(epochSeconds: seconds, nanoseconds: rest * 1_000_000).description)
    default:
      guard arguments.count <= 1 else { throw .unsupported("a picture for $toMillis") }
      guard let text = try arguments.text(0) else { return .undefined }
      guard let time = Timestamp(text) ?? Timestamp(text + "T00:00:00Z") ?? Timestamp(text + "Z")
      else {
        throw JSONataError(
          "D3110",
          "The argument of the toMillis function must be an ISO 8601 formatted timestamp. "
            + "Given \"\(text)\"")
      }
      return .number(Double(time.epochSeconds * 1_000 + time.nanoseconds / 1_000_000))
    }
  }

  // MARK: Chance

  /// Functions that draw random numbers.
  func randomValue(
    _ arguments: JSONataArguments, _ evaluation: inout JSONataEvaluation
  ) throws(JSONataError) -> JSONataValue {
    switch self {
    case .random:
      guard let seed = try arguments.whole(0) else {
        return .number(evaluation.randomness.uniform())
      }
      var seeded = RandomStream(
        seed: UInt64(bitPattern: Int64(seed)), replication: 0, component: rawValue,
        purpose: "a seed of the definition's own")
      return .number(seeded.uniform())
    case .shuffle:
      guard !arguments[0].isUndefined else { return .undefined }
      var elements = arguments[0].elements
      // Fisher and Yates, in Durstenfeld's form (1964).
      for place in elements.indices.dropFirst().reversed() {
        elements.swapAt(place, evaluation.randomness.below(place + 1))
      }
      return .array(JSONataArray(elements))
    default:
      guard arguments.count == 0 else { throw arguments.mismatch(at: 0) }
      return .string(UniqueIdentifier.text(drawing: &evaluation.randomness))
    }
  }
}
