/// A circuit breaker's state as an item of a table, changed only by conditional updates.
///
/// Each update names the version it was decided on and fails when another client was faster, so that
/// only one of several clients opens the breaker, or wins the right to probe.
package struct StateItem: Hashable, Sendable, BitwiseCopyable {
  /// Where the breaker stands, for every client that reads the item.
  package enum State: Hashable, Sendable, BitwiseCopyable {
    case closed
    case open
    case halfOpen
  }

  /// Where the breaker stands.
  package private(set) var state = State.closed
  /// When it was last opened; the start of the run if it never was.
  package private(set) var openedAt = Instant.start
  /// How often the item was changed.
  package private(set) var version: UInt32 = 0

  /// The size of the item in bytes, names of attributes included: one write unit.
  package static let bytes = 100

  /// A closed breaker's item.
  package init() {}

  /// Opens a closed breaker, or one whose probe has failed, if nobody has changed the item since.
  package mutating func open(ifVersion expected: UInt32, at now: Instant) -> Bool {
    guard version == expected, state != .open else { return false }
    change(to: .open)
    openedAt = now
    return true
  }

  /// Takes the one right to probe once the breaker has been open for the cool-down.
  package mutating func claimProbe(
    ifVersion expected: UInt32, coolDown: Interval, at now: Instant
  ) -> Bool {
    guard version == expected, state == .open, openedAt + coolDown <= now else { return false }
    change(to: .halfOpen)
    return true
  }

  /// Closes the breaker if nobody has changed the item since.
  package mutating func close(ifVersion expected: UInt32) -> Bool {
    guard version == expected, state != .closed else { return false }
    change(to: .closed)
    return true
  }

  /// Opens the breaker whatever its version, as the talk's function does; false if it was open.
  package mutating func open(at now: Instant) -> Bool { open(ifVersion: version, at: now) }

  /// Closes the breaker whatever its version, as the talk's redrive does; false if it was closed.
  package mutating func close() -> Bool { close(ifVersion: version) }

  private mutating func change(to next: State) {
    state = next
    version &+= 1
  }
}
