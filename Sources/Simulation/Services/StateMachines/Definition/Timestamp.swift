/// A point in time as the Amazon States Language writes it.
///
/// RFC 3339 with an upper-case `T`, and an upper-case `Z` where there is no numeric offset
/// (https://states-language.net/#timestamps).
package struct Timestamp: Hashable, Sendable {
  /// Whole seconds since the start of 1970 in UTC.
  package let epochSeconds: Int
  /// What is left of a second, in nanoseconds.
  package let nanoseconds: Int

  /// The timestamp so many seconds and nanoseconds after the start of 1970.
  package init(epochSeconds: Int, nanoseconds: Int = 0) {
    self.epochSeconds = epochSeconds
    self.nanoseconds = nanoseconds
  }

  /// What a wall clock shows at an instant of a run.
  package init(_ now: Instant, on clock: WallClock) {
    let (seconds, rest) = now.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    self.init(epochSeconds: clock.origin.epochSeconds + Int(seconds), nanoseconds: Int(rest))
  }

  /// The instant of a run at which a wall clock shows this timestamp; the run's start for an earlier
  /// one, and the clock's end for one that it does not reach.
  package func instant(on clock: WallClock) -> Instant {
    guard epochSeconds >= clock.origin.epochSeconds else { return .start }
    guard let second = clock.instant(epochSeconds: epochSeconds) else { return .never }
    return second + .nanoseconds(nanoseconds)
  }
}

extension Timestamp: Comparable {
  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    (left.epochSeconds, left.nanoseconds) < (right.epochSeconds, right.nanoseconds)
  }
}

extension Timestamp: CustomStringConvertible {
  /// `yyyy-mm-ddThh:mm:ss.mmmZ`, as the service writes times into its documents.
  package var description: String {
    let whole = CivilTime(epochSeconds: epochSeconds).description.dropLast()
    let milliseconds = String(nanoseconds / 1_000_000)
    return whole + "." + String(repeating: "0", count: 3 - milliseconds.count) + milliseconds + "Z"
  }

  /// Reads a timestamp; `nil` where the text is none.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let civil = CivilTime(String(decoding: bytes[..<19], as: UTF8.self))
    else { return nil }
    var place = 19
    guard let fraction = Self.fraction(of: bytes, at: &place),
      let offset = Self.offset(of: bytes, at: &place), place == bytes.count
    else { return nil }
    self.init(epochSeconds: civil.epochSeconds - offset, nanoseconds: fraction)
  }

  /// Reads a point and the digits behind it as nanoseconds; further digits are cut off.
  private static func fraction(of bytes: [UInt8], at place: inout Int) -> Int? {
    guard place < bytes.count, bytes[place] == UInt8(ascii: ".") else { return 0 }
    place += 1
    let start = place
    var nanoseconds = 0
    while place < bytes.count, let digit = digit(bytes[place]) {
      if place - start < 9 { nanoseconds = nanoseconds * 10 + digit }
      place += 1
    }
    guard place > start else { return nil }
    for _ in 0..<max(0, 9 - (place - start)) { nanoseconds *= 10 }
    return nanoseconds
  }

  /// Reads `Z` or `+hh:mm` as seconds east of Greenwich.
  private static func offset(of bytes: [UInt8], at place: inout Int) -> Int? {
    guard place < bytes.count else { return nil }
    if bytes[place] == UInt8(ascii: "Z") {
      place += 1
      return 0
    }
    let isEast = bytes[place] == UInt8(ascii: "+")
    guard isEast || bytes[place] == UInt8(ascii: "-"), bytes.count == place + 6,
      bytes[place + 3] == UInt8(ascii: ":"),
      let hours = number(bytes[(place + 1)...(place + 2)]), hours < 24,
      let minutes = number(bytes[(place + 4)...(place + 5)]), minutes < 60
    else { return nil }
    place += 6
    return (isEast ? 1 : -1) * (hours * 3_600 + minutes * 60)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    digits.reduce(Int?(0)) { value, byte in
      guard let value, let digit = digit(byte) else { return nil }
      return value * 10 + digit
    }
  }

  private static func digit(_ byte: UInt8) -> Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte) - 48 : nil
  }
}
