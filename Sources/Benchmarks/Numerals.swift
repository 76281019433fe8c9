/// A number with so many decimal places, rounded half away from zero.
func decimal(_ value: Double, places: Int) -> String {
  guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
  let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
  let units = Int(value.magnitude * Double(scale) + 0.5)
  let sign = value < 0 && units > 0 ? "-" : ""
  guard places > 0 else { return "\(sign)\(units)" }
  let fraction = String(units % scale)
  return "\(sign)\(units / scale)."
    + String(repeating: "0", count: places - fraction.count) + fraction
}

/// A number with three significant digits, or all digits before the point if there are more.
func significant(_ value: Double) -> String {
  switch value.magnitude {
  case ..<9.995: decimal(value, places: 2)
  case ..<99.95: decimal(value, places: 1)
  default: decimal(value, places: 0)
  }
}

extension String {
  /// The text at the left of a column.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }

  /// The text at the right of a column.
  func aligned(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - count)) + self
  }
}
