/// A quantity that steps up and down in time, such as a queue's depth: its average over a window.
///
/// Keeps the area under the steps, in units × nanoseconds and exactly, so that Little's law
/// (L = λW, Little 1961) can be checked without a tolerance.
package struct TimeWeightedGauge: Hashable, Sendable, BitwiseCopyable {
  /// The value now.
  package private(set) var value: Int
  /// When the window began.
  package private(set) var windowStart: Instant

  /// When the value last changed, and the area under the steps up to then.
  private var lastChange: Instant
  private var areaBefore: Int128 = 0

  /// A quantity that has a value from an instant on.
  package init(value: Int = 0, at start: Instant = .start) {
    self.value = value
    windowStart = start
    lastChange = start
  }

  /// Gives the quantity a new value.
  ///
  /// - Precondition: `now` is not before the last change.
  @inline(__always)
  package mutating func set(_ newValue: Int, at now: Instant) {
    assert(now >= lastChange, "a gauge that changed at \(lastChange) cannot change at \(now)")
    areaBefore &+= Int128(value) &* Int128((now - lastChange).nanoseconds)
    lastChange = now
    value = newValue
  }

  /// Raises the quantity, or lowers it by a negative amount.
  @inline(__always)
  package mutating func change(by amount: Int, at now: Instant) { set(value + amount, at: now) }

  /// The area under the steps since the window began, in units × nanoseconds.
  package func area(at now: Instant) -> Int128 {
    areaBefore + Int128(value) * Int128((now - lastChange).nanoseconds)
  }

  /// The average since the window began; in a window without length, the value now.
  package func average(at now: Instant) -> Double {
    let length = (now - windowStart).nanoseconds
    return length > 0 ? Double(area(at: now)) / Double(length) : Double(value)
  }

  /// Ends the window and begins the next with the value as it is.
  package mutating func startWindow(at now: Instant) { self = Self(value: value, at: now) }
}
