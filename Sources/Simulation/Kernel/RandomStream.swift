/// A reproducible sequence of random numbers that belongs to one purpose of one component.
///
/// xoshiro256++ (Blackman and Vigna, 2019), seeded by SplitMix64. A stream is found by name, never
/// by position, so that a further component or purpose leaves every other stream's draws alone;
/// that keeps the variants of a comparison on common random numbers.
package struct RandomStream: Hashable, Sendable, BitwiseCopyable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// The stream of a purpose of a component in one replication of a run.
  ///
  /// - Parameters:
  ///   - seed: The scenario's seed.
  ///   - replication: The index of the replication, from zero.
  ///   - component: The component's name in the scenario.
  ///   - purpose: What is drawn, such as `"arrivals"`.
  package init(seed: UInt64, replication: Int, component: String, purpose: String) {
    self.init(
      key: RandomKey(
        seed: seed, replication: replication, component: component, purpose: purpose))
  }

  /// The stream that grows from a key.
  package init(key: RandomKey) {
    var mixer = key.bits
    func next() -> UInt64 {
      mixer &+= 0x9e37_79b9_7f4a_7c15
      return mix(mixer)
    }
    state = (next(), next(), next(), next())
  }

  /// Sixty-four random bits.
  @inline(__always)
  package mutating func bits() -> UInt64 {
    let result = rotate(state.0 &+ state.3, by: 23) &+ state.0
    let shifted = state.1 &<< 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotate(state.3, by: 45)
    return result
  }

  /// A number strictly between zero and one.
  @inline(__always)
  package mutating func uniform() -> Double { unitInterval(bits()) }

  /// Whether an event of the given probability happens; draws nothing for zero or one.
  @inline(__always)
  package mutating func chance(_ probability: Double) -> Bool {
    probability >= 1 || (probability > 0 && uniform() < probability)
  }

  /// A whole number below a bound, by multiply and shift (bias below 2⁻³² for bounds below 2³²).
  @inline(__always)
  package mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "a random number below \(bound) does not exist")
    return Int(truncatingIfNeeded: bits().multipliedFullWidth(by: UInt64(bound)).high)
  }

  package static func == (left: RandomStream, right: RandomStream) -> Bool {
    left.state == right.state
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(state.0)
    hasher.combine(state.3)
  }
}

/// A source of draws that each belong to a number, whatever the order in which they are asked for.
///
/// What is tied to one message (its size, whether it is poison, whether a fault hits it) is drawn
/// from the message's number, so that a change in the order of processing does not change it.
package struct RandomKey: Hashable, Sendable, BitwiseCopyable {
  /// The key itself, well mixed.
  package let bits: UInt64

  /// The key with the given bits, for draws that belong to no component.
  init(bits: UInt64) { self.bits = bits }

  /// The key of a purpose of a component in one replication of a run.
  package init(seed: UInt64, replication: Int, component: String, purpose: String) {
    var hash = mix(seed &+ 0x9e37_79b9_7f4a_7c15)
    hash = mix(hash ^ UInt64(bitPattern: Int64(replication)))
    hash = mix(hash ^ fnv1a(component))
    bits = mix(hash ^ fnv1a(purpose) &+ 0x632b_e59b_d9b4_e019)
  }

  /// Sixty-four random bits that belong to a number.
  @inline(__always)
  package func bits(for number: UInt64) -> UInt64 {
    mix(bits &+ number &* 0x9e37_79b9_7f4a_7c15)
  }

  /// A number strictly between zero and one that belongs to a number.
  @inline(__always)
  package func uniform(for number: UInt64) -> Double { unitInterval(bits(for: number)) }

  /// Whether an event of the given probability happens to a number.
  @inline(__always)
  package func chance(_ probability: Double, for number: UInt64) -> Bool {
    probability >= 1 || (probability > 0 && uniform(for: number) < probability)
  }
}

/// The finaliser of SplitMix64: a bijection in which every bit of the input reaches all outputs.
@inline(__always)
private func mix(_ value: UInt64) -> UInt64 {
  var z = value
  z = (z ^ (z &>> 30)) &* 0xbf58_476d_1ce4_e5b9
  z = (z ^ (z &>> 27)) &* 0x94d0_49bb_1331_11eb
  return z ^ (z &>> 31)
}

/// The FNV-1a hash of a name's UTF-8 bytes, stable between processes unlike `hashValue`.
private func fnv1a(_ name: String) -> UInt64 {
  name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
}

/// A number strictly between zero and one from the upper 52 of 64 bits.
@inline(__always)
private func unitInterval(_ bits: UInt64) -> Double {
  // Through a signed number: 52 bits fit, and the conversion is one instruction.
  (Double(Int64(truncatingIfNeeded: bits &>> 12)) + 0.5) * 0x1p-52
}

@inline(__always)
private func rotate(_ value: UInt64, by count: UInt64) -> UInt64 {
  (value &<< count) | (value &>> (64 &- count))
}
