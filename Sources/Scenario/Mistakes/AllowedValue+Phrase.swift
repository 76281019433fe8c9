import Simulation

extension AllowedValue {
  /// What may stand there, to follow "use": `a whole number from 1 to 1000`.
  package var phrase: String {
    switch self {
    case .flag: "true or false"
    case .integer(let range): range.phrase("a whole number", open: "a whole number")
    case .number(let range): range.phrase("a number", open: "a number")
    case .share: "a share from \"0%\" to \"100%\""
    case .duration(let range): range.phrase(open: "a duration such as \"30s\"")
    case .rate(let range): range.phrase(open: "a rate such as \"10/s\"")
    case .size(let range): range.sizePhrase(open: "a size such as \"2KB\"")
    case .text: "a text in quotes"
    case .choice(let words): words.map(\.inQuotes).joined(lastBy: "or")
    case .component(let types) where types.isEmpty: "the name of a component"
    case .component(let types):
      "the name of \(types.map(\.withArticle).joined(lastBy: "or"))"
    case .fault: "the id of a fault"
    case .link: "a link such as \"orders -> process-order\""
    case .distribution(.duration):
      "a duration such as \"80ms\" or { lognormal: { p50: \"80ms\", p99: \"400ms\" } }"
    case .distribution(.size): "a size such as \"2KB\" or { exponential: \"2KB\" }"
    case .object: "an object in { }"
    case .oneKey(let keys): "an object with one of \(keys.map(\.named).joined(lastBy: "or"))"
    case .list: "a list in [ ]"
    case .dictionary: "an object in { } with names of your choice"
    case .any(let values): values.map(\.phrase).joined(lastBy: "or")
    case .document: "any JSON"
    }
  }

  /// The same for a value out of range: both bounds are said, however wide apart.
  var rangePhrase: String {
    switch self {
    case .integer(let range): range.phrase("a whole number", open: nil)
    case .number(let range): range.phrase("a number", open: nil)
    case .duration(let range): range.phrase(open: nil)
    case .rate(let range): range.phrase(open: nil)
    case .size(let range): range.sizePhrase(open: nil)
    default: phrase
    }
  }
}

/// What stands for "no bound" in the declaration of a parameter.
private enum Unbounded {
  static let rate = 1e9
}

extension ClosedRange<Int> {
  /// `open` is the phrase for a range that says nothing; without it the bounds are said.
  fileprivate func phrase(_ noun: String, open: String?) -> String {
    if let open, lowerBound == .min, upperBound == .max { return open }
    if upperBound == .max, lowerBound != .min { return "\(noun) of at least \(lowerBound)" }
    if lowerBound == .min, upperBound != .max { return "\(noun) of at most \(upperBound)" }
    return "\(noun) from \(lowerBound) to \(upperBound)"
  }

  fileprivate func sizePhrase(open: String?) -> String {
    let least = SizeText.spelt(lowerBound).inQuotes
    if upperBound == .max {
      return lowerBound == 0 && open != nil ? open ?? "" : "a size of at least \(least)"
    }
    return "a size from \(least) to \(SizeText.spelt(upperBound).inQuotes)"
  }
}

extension ClosedRange<Double> {
  fileprivate func phrase(_ noun: String, open: String?) -> String {
    let hasLeast = lowerBound > -.greatestFiniteMagnitude
    let hasMost = upperBound < .greatestFiniteMagnitude
    let isPositive = lowerBound == .leastNonzeroMagnitude
    switch (hasLeast, hasMost) {
    case (false, false): return open ?? "\(noun) that is finite"
    case (false, true): return "\(noun) of at most \(upperBound.spelt)"
    case (true, false) where isPositive: return "\(noun) above 0"
    case (true, false): return "\(noun) of at least \(lowerBound.spelt)"
    case (true, true) where isPositive: return "\(noun) above 0, up to \(upperBound.spelt)"
    case (true, true): return "\(noun) from \(lowerBound.spelt) to \(upperBound.spelt)"
    }
  }

  /// The range as rates per second.
  fileprivate func phrase(open: String?) -> String {
    let least = "\(lowerBound.spelt)/s".inQuotes
    let isPositive = lowerBound == .leastNonzeroMagnitude
    if upperBound >= Unbounded.rate, let open {
      if lowerBound == 0 { return open }
      return isPositive ? "a rate above zero" : "a rate of at least \(least)"
    }
    let most = "\(upperBound.spelt)/s".inQuotes
    return isPositive ? "a rate above zero, up to \(most)" : "a rate from \(least) to \(most)"
  }
}

extension ClosedRange<Interval> {
  fileprivate func phrase(open: String?) -> String {
    let least = lowerBound.spelt.inQuotes
    let isPositive = lowerBound.nanoseconds == 1
    if upperBound >= .longest, let open {
      if lowerBound == .zero { return open }
      return isPositive ? "a duration above zero" : "a duration of at least \(least)"
    }
    let most = upperBound.spelt.inQuotes
    return isPositive
      ? "a duration above zero, up to \(most)" : "a duration from \(least) to \(most)"
  }
}
