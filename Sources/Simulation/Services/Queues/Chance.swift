/// A probability made ready to be tested against random bits without arithmetic in floating point.
struct Chance: Hashable, Sendable, BitwiseCopyable {
  private let threshold: UInt64

  /// The chance of a probability; anything outside 0...1 counts as the nearer end.
  init(_ probability: Double) {
    threshold =
      probability >= 1 ? .max : probability > 0 ? UInt64(probability * 0x1p64) : 0
  }

  /// Whether it can happen at all.
  @inline(__always)
  var isPossible: Bool { threshold != 0 }

  /// Whether it happens under these random bits.
  @inline(__always)
  func happens(_ bits: UInt64) -> Bool { isPossible && bits <= threshold }
}

/// The finaliser of SplitMix64, which turns a message's lot and a purpose into random bits.
@inline(__always)
func scatter(_ value: UInt64) -> UInt64 {
  var z = value &+ 0x9e37_79b9_7f4a_7c15
  z = (z ^ (z &>> 30)) &* 0xbf58_476d_1ce4_e5b9
  z = (z ^ (z &>> 27)) &* 0x94d0_49bb_1331_11eb
  return z ^ (z &>> 31)
}

extension Interval {
  /// A share of the interval, from nothing to just below all of it, that random bits choose.
  @inline(__always)
  func share(_ bits: UInt64) -> Interval {
    Interval(
      nanoseconds: Int64(bits.multipliedFullWidth(by: UInt64(max(0, nanoseconds))).high))
  }
}
