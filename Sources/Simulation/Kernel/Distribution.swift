/// How a quantity varies: drawn by inversion, one uniform number a draw.
package struct Distribution: Hashable, Sendable {
  private let value: Double

  /// The quantity that never varies.
  package static func constant(_ value: Double) -> Distribution { Distribution(value: value) }

  /// The value below which a share `u` of the draws fall (`0 < u < 1`), in the quantity's unit.
  @inline(__always)
  package func quantile(_ u: Double) -> Double { value }
}
