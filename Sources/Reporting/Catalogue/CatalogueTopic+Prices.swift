internal import Simulation

extension CatalogueTopic {
  /// A price with all that is known of it.
  static func entry(_ price: Price) -> CatalogueEntry {
    let unit = price.unit.rawValue + (price.count == 1 ? "" : "s")
    let quantity = "\(NumberText.grouped(price.count)) \(unit)"
    var entry = CatalogueEntry(
      "\(price.service): \(price.item)", "$\(price.dollars.digits) for \(quantity).")
    entry.facts = [("basis", price.basis.phrase), ("source", price.source)]
    return entry
  }
}

extension Price.Basis {
  /// How sure the price is, in words.
  fileprivate var phrase: String {
    switch self {
    case .documented: "checked against documentation or a published copy of the price page"
    case .quoted: "widely quoted and stable, not checked again"
    case .uncertain: "from memory or a range; check it before you rely on it"
    }
  }
}

extension Dollars {
  /// The amount in full, with at least two decimals: `0.40`, `0.0000166667`.
  fileprivate var digits: String {
    let (whole, rest) = trillionths.quotientAndRemainder(dividingBy: 1_000_000_000_000)
    let padded = String(rest + 1_000_000_000_000).dropFirst()
    let zeros = padded.reversed().prefix { $0 == "0" }.count
    return "\(whole)." + padded.prefix(max(2, 12 - zeros))
  }
}
