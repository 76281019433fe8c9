import Simulation

/// Breaks texts of the formats that scenarios and commands embed, always in the same way for a seed.
struct TextBreaker {
  private var random: RandomStream

  init(seed: UInt64) {
    random = RandomStream(seed: seed, replication: 0, component: "breaker", purpose: "texts")
  }

  /// What means something in one of the formats, or stands at the edge of what numbers can hold.
  private static let fragments = [
    "{", "}", "[", "]", "(", ")", ",", ":", "\"", "\\", "\\u", "\\ud800", "null", "true", "-1", "0",
    "1e999", "9223372036854775807", "-9223372036854775808", "18446744073709551616", "0.5", "\u{0}",
    "\u{feff}", "é", "😀", "$", "$.", "$$.", ".", "..", "*", "?", "#", "L", "W", "LW", "/", "-",
    "{%", "%}", "$sum(", "function($x){", "States.Format('{}', ", "[*]", "[-1]", "[0:9]",
    "[?(@.a)]",
    "\"prefix\"", "\"anything-but\"", "\"numeric\"", "\"wildcard\"", "\"cidr\"", "\"$or\"",
    "\"exists\"", "rate(", "cron(", "at(", "minutes", "2199", "29", "\"Next\": \"A\"",
    "\"Type\": \"Map\"", "\"at\": 1e18", "[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":",
  ].map { Array($0.utf8) }

  /// The text with some random damage; most of it stays as it is, so that some gets past the reader.
  mutating func broken(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for _ in 0...random.below(3) { damage(&bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func damage(_ bytes: inout [UInt8]) {
    let place = random.below(bytes.count + 1)
    let end = min(place + random.below(12), bytes.count)
    switch random.below(6) {
    case 0: bytes.removeSubrange(place..<end)
    case 1: bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count + 1))
    case 2 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.below(8))
    case 3 where place < bytes.count: bytes[place] = UInt8(48 + random.below(10))
    case 4: bytes.removeSubrange(place...)
    default: bytes.insert(contentsOf: Self.fragments[random.below(Self.fragments.count)], at: place)
    }
  }
}
