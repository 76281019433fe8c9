/// What a row should reach, in the row's unit or as a multiple of the reference in that unit.
enum Goal {
  case ratioAtLeast(Double)
  case ratioAtMost(Double)
  case valueAtMost(Double)
  /// At most so much more than the reference, in the row's unit.
  case excessAtMost(Double)

  /// Whether a measured row reaches the goal; one without the reference it needs does not.
  func isReached(value: Double, reference: Double?) -> Bool {
    switch self {
    case .valueAtMost(let limit): value <= limit
    case .ratioAtLeast(let limit): reference.map { value >= limit * $0 } ?? false
    case .ratioAtMost(let limit): reference.map { value <= limit * $0 } ?? false
    case .excessAtMost(let limit): reference.map { value <= limit + $0 } ?? false
    }
  }

  /// The goal in the table.
  var label: String {
    switch self {
    case .ratioAtLeast(let limit): "≥ \(decimal(limit, places: 2))×"
    case .ratioAtMost(let limit): "≤ \(decimal(limit, places: 2))×"
    case .valueAtMost(let limit): "≤ \(significant(limit))"
    case .excessAtMost(let limit): "≤ +\(significant(limit))"
    }
  }
}
