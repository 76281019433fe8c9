/// Which business effects take back which others, such as a refund a charge.
///
/// An effect that takes another one back has a number and a count of its own; what is left of the other
/// one is the difference. So a compensated message needs no more memory than any other.
package struct Compensations: Hashable, Sendable, BitwiseCopyable {
  /// For each effect, in a byte, the number of the one that it takes back plus one; zero for none.
  private var undone: UInt64 = 0

  /// No effect takes another one back.
  package init() {}

  /// Has an effect take back another one.
  package mutating func add(_ effect: UInt8, undoing other: UInt8) {
    precondition(effect < 8 && other < 8, "effect \(effect) cannot undo effect \(other)")
    let shift = UInt64(effect) &* 8
    undone = undone & ~(0xff &<< shift) | UInt64(other + 1) &<< shift
  }

  /// Whether no effect takes another one back; looked at before everything else on the hot path.
  @inline(__always)
  package var areNone: Bool { undone == 0 }

  /// The effect that an effect takes back, if it does.
  package func undone(by effect: UInt8) -> UInt8? {
    let place = UInt8(truncatingIfNeeded: undone &>> (UInt64(effect & 7) &* 8))
    return place == 0 ? nil : place - 1
  }

  /// How often an effect has happened and was not taken back.
  package func standing(_ effect: UInt8, in counts: EffectCounts) -> Int {
    var count = Int(counts[effect])
    for other in 0..<UInt8(8) where undone(by: other) == effect { count -= Int(counts[other]) }
    return count
  }

  /// Which effects have happened and were not taken back, a bit each; those that take back stand for
  /// nothing themselves.
  package func standing(in counts: EffectCounts) -> UInt8 {
    guard !areNone else { return counts.happened }
    var mask: UInt8 = 0
    for effect in 0..<UInt8(8) where undone(by: effect) == nil {
      if standing(effect, in: counts) > 0 { mask |= 1 &<< effect }
    }
    return mask
  }
}
