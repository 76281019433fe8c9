/// An address of the Internet, of version 4 or 6, as a number.
///
/// Read as Java's `InetAddress` reads what event-ruler lets through to it: four decimal groups (leading
/// zeros are decimal, not octal), or hexadecimal groups with at most one `::`. An IPv6 address that
/// wraps one of version 4 (`::ffff:a00:1`) is the wrapped one.
struct InternetAddress: Hashable, Sendable {
  /// The number of bits in an address: 32 or 128.
  let width: Int
  let high: UInt64
  let low: UInt64

  /// Reads an address, or gives `nil`.
  init?(_ text: Span<UInt8>) {
    guard text.count >= 2, text.count <= 64 else { return nil }
    var hasColon = false
    for index in text.indices where text[index] == UInt8(ascii: ":") { hasColon = true }
    let groups = hasColon ? Self.version6(text) : Self.version4(text)
    guard let groups else { return nil }
    (width, high, low) = groups
  }

  private static func version4(_ text: Span<UInt8>) -> (Int, UInt64, UInt64)? {
    guard text.count <= 15 else { return nil }
    var address: UInt64 = 0
    var group: UInt64?
    var points = 0
    for index in text.indices {
      switch text[index] {
      case let byte where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte):
        group = (group ?? 0) * 10 + UInt64(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "."):
        guard let ended = group, ended <= 255 else { return nil }
        address = address << 8 | ended
        group = nil
        points += 1
      default: return nil
      }
    }
    guard points == 3, let group, group <= 255 else { return nil }
    return (32, 0, address << 8 | group)
  }

  private static func version6(_ text: Span<UInt8>) -> (Int, UInt64, UInt64)? {
    var groups = InlineArray<8, UInt64>(repeating: 0)
    var count = 0
    var gap: Int?
    var group: UInt64?
    if text[0] == UInt8(ascii: ":"), text[1] != UInt8(ascii: ":") { return nil }
    for index in (text[0] == UInt8(ascii: ":") ? 1 : 0)..<text.count {
      if text[index] == UInt8(ascii: ":") {
        guard let ended = group else {
          if gap != nil { return nil }
          gap = count
          continue
        }
        guard count < 8, index + 1 < text.count else { return nil }
        groups[count] = ended
        count += 1
        group = nil
      } else {
        guard let digit = hexadecimalDigit(text[index]) else { return nil }
        group = (group ?? 0) << 4 | digit
        if (group ?? 0) > 0xffff { return nil }
      }
    }
    if let group {
      guard count < 8 else { return nil }
      groups[count] = group
      count += 1
    }
    return joined(groups, count: count, gap: gap)
  }

  /// Puts zeros into the gap and joins the groups.
  private static func joined(
    _ groups: InlineArray<8, UInt64>, count: Int, gap: Int?
  ) -> (Int, UInt64, UInt64)? {
    guard (gap == nil) == (count == 8) else { return nil }
    let head = gap ?? 8
    var halves: (high: UInt64, low: UInt64) = (0, 0)
    for place in 0..<8 {
      let fromEnd = place - (8 - count)
      let group = place < head ? groups[place] : (fromEnd >= head ? groups[fromEnd] : 0)
      if place < 4 { halves.high = halves.high << 16 | group }
      if place >= 4 { halves.low = halves.low << 16 | group }
    }
    let isWrapped = halves.high == 0 && halves.low >> 32 == 0xffff
    return isWrapped ? (32, 0, halves.low & 0xffff_ffff) : (128, halves.high, halves.low)
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}

/// The addresses whose first bits are those of a given one (RFC 4632), or a single address.
struct AddressBlock: Hashable, Sendable {
  private let address: InternetAddress
  private let maskHigh: UInt64
  private let maskLow: UInt64

  /// The block of one address.
  init(only address: InternetAddress) { self.init(address, prefix: address.width) }

  /// Reads a block in the notation of CIDR.
  ///
  /// The last bits of the address need not be zero. A block of a single address is refused: event-ruler
  /// takes at most 31 bits, or 127 (`CIDR`).
  init(cidr text: String) throws(PatternProblem) {
    // Java's `split` drops what is empty at the end, and parses a number with its sign.
    var parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    while let last = parts.last, last.isEmpty { parts.removeLast() }
    guard parts.count == 2 else { throw .addressBlock(text, .slash) }
    guard let prefix = Int32(String(Substring(parts[1]))), prefix >= 0 else {
      throw .addressBlock(text, .length)
    }
    guard let address = InternetAddress(Array(parts[0]).span) else {
      throw .addressBlock(text, .address)
    }
    guard prefix < address.width else { throw .addressBlock(text, .length) }
    self.init(address, prefix: Int(prefix))
  }

  private init(_ address: InternetAddress, prefix: Int) {
    self.address = address
    let bits = prefix + (128 - address.width)
    maskHigh = bits >= 64 ? .max : ~(.max >> UInt64(bits))
    maskLow = bits <= 64 ? 0 : ~(.max >> UInt64(bits - 64))
  }

  /// Whether an address, of the same version, is in the block.
  func contains(_ other: InternetAddress) -> Bool {
    other.width == address.width && (other.high ^ address.high) & maskHigh == 0
      && (other.low ^ address.low) & maskLow == 0
  }
}
