/// Records that travel beside a request that is too small for them; the request carries their number.
package struct Enclosures: ~Copyable, Sendable {
  typealias Words = (UInt64, UInt64, UInt64, UInt64)
  struct Letter: Sendable, BitwiseCopyable { var words: Words }

  private var letters = Slab<Letter>()

  /// No enclosures.
  package init() {}

  /// Puts a record of at most 32 bytes away until it is asked for by its number.
  package mutating func enclose<Content: BitwiseCopyable>(_ content: Content) -> UInt32 {
    precondition(
      MemoryLayout<Content>.size <= MemoryLayout<Words>.size,
      "\(Content.self) does not fit an enclosure of 32 bytes")
    var words: Words = (0, 0, 0, 0)
    unsafe withUnsafeMutableBytes(of: &words) { bytes in
      unsafe bytes.storeBytes(of: content, as: Content.self)
    }
    return letters.insert(Letter(words: words))
  }

  /// Takes a record out; the type is the one it was put away as.
  package mutating func open<Content: BitwiseCopyable>(
    _ number: UInt32, as type: Content.Type
  ) -> Content {
    defer { letters.remove(number) }
    return read(number, as: type)
  }

  /// Looks at a record that is left where it is; the type is the one it was put away as.
  package func read<Content: BitwiseCopyable>(_ number: UInt32, as type: Content.Type) -> Content {
    let words = letters[number].words
    return unsafe withUnsafeBytes(of: words) { bytes in unsafe bytes.loadUnaligned(as: type) }
  }
}
