/// The digests that services make of texts, as lower-case hexadecimal digits.
///
/// MD5 is RFC 1321; the SHA family is FIPS 180-4.
package enum Digest: String, CaseIterable, Sendable {
  case md5 = "MD5"
  case sha1 = "SHA-1"
  case sha256 = "SHA-256"
  case sha384 = "SHA-384"
  case sha512 = "SHA-512"

  /// The digest of some bytes.
  package func hexadecimal(of bytes: [UInt8]) -> String {
    switch self {
    case .md5: Self.hexadecimal(MessageDigest5.digest(of: bytes).map(\.byteSwapped))
    case .sha1: Self.hexadecimal(SecureHash1.digest(of: bytes))
    case .sha256: Self.hexadecimal(SecureHash2.sha256.digest(of: bytes))
    case .sha384: Self.hexadecimal(SecureHash2.sha384.digest(of: bytes).prefix(6))
    case .sha512: Self.hexadecimal(SecureHash2.sha512.digest(of: bytes))
    }
  }

  private static func hexadecimal(_ words: some Sequence<some FixedWidthInteger>) -> String {
    words.reduce(into: "") { text, word in
      let digits = String(word, radix: 16)
      text += String(repeating: "0", count: word.bitWidth / 4 - digits.count) + digits
    }
  }

  /// Bytes with a one-bit, zeros and their length in bits behind them, so that they fill whole blocks.
  static func padded(_ bytes: [UInt8], block: Int, isLittleEndian: Bool = false) -> [UInt8] {
    var padded = bytes + [0x80]
    let lengthBytes = block / 8
    while padded.count % block != block - lengthBytes { padded.append(0) }
    let length = UInt64(bytes.count) &* 8
    padded += Array(repeating: 0, count: lengthBytes - 8)
    for place in 0..<8 {
      let shift = UInt64(isLittleEndian ? place : 7 - place) * 8
      padded.append(UInt8(truncatingIfNeeded: length >> shift))
    }
    return padded
  }

  /// A word of a padded text, most significant byte first.
  static func word<Word: FixedWidthInteger>(_ bytes: [UInt8], at start: Int) -> Word {
    (0..<Word.bitWidth / 8).reduce(0) { $0 << 8 | Word(truncatingIfNeeded: bytes[start + $1]) }
  }
}

/// MD5 (RFC 1321).
enum MessageDigest5 {
  private static let shifts: [[Int]] = [
    [7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21],
  ]

  /// The whole part of 2³² |sin i|, i from 1 (RFC 1321, 3.4).
  private static let sines: [UInt32] = [
    0xd76a_a478, 0xe8c7_b756, 0x2420_70db, 0xc1bd_ceee, 0xf57c_0faf, 0x4787_c62a, 0xa830_4613,
    0xfd46_9501, 0x6980_98d8, 0x8b44_f7af, 0xffff_5bb1, 0x895c_d7be, 0x6b90_1122, 0xfd98_7193,
    0xa679_438e, 0x49b4_0821, 0xf61e_2562, 0xc040_b340, 0x265e_5a51, 0xe9b6_c7aa, 0xd62f_105d,
    0x0244_1453, 0xd8a1_e681, 0xe7d3_fbc8, 0x21e1_cde6, 0xc337_07d6, 0xf4d5_0d87, 0x455a_14ed,
    0xa9e3_e905, 0xfcef_a3f8, 0x676f_02d9, 0x8d2a_4c8a, 0xfffa_3942, 0x8771_f681, 0x6d9d_6122,
    0xfde5_380c, 0xa4be_ea44, 0x4bde_cfa9, 0xf6bb_4b60, 0xbebf_bc70, 0x289b_7ec6, 0xeaa1_27fa,
    0xd4ef_3085, 0x0488_1d05, 0xd9d4_d039, 0xe6db_99e5, 0x1fa2_7cf8, 0xc4ac_5665, 0xf429_2244,
    0x432a_ff97, 0xab94_23a7, 0xfc93_a039, 0x655b_59c3, 0x8f0c_cc92, 0xffef_f47d, 0x8584_5dd1,
    0x6fa8_7e4f, 0xfe2c_e6e0, 0xa301_4314, 0x4e08_11a1, 0xf753_7e82, 0xbd3a_f235, 0x2ad7_d2bb,
    0xeb86_d391,
  ]

  /// The words of the digest of some bytes, least significant byte first.
  static func digest(of bytes: [UInt8]) -> [UInt32] {
    let text = Digest.padded(bytes, block: 64, isLittleEndian: true)
    var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]
    for start in stride(from: 0, to: text.count, by: 64) {
      let words = (0..<16).map { (Digest.word(text, at: start + $0 * 4) as UInt32).byteSwapped }
      let mixed = mix(words, into: state)
      for place in 0..<4 { state[place] &+= mixed[place] }
    }
    return state
  }

  private static func mix(_ words: [UInt32], into state: [UInt32]) -> [UInt32] {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    for step in 0..<64 {
      let (value, word): (UInt32, Int) =
        switch step / 16 {
        case 0: ((b & c) | (~b & d), step)
        case 1: ((d & b) | (~d & c), (5 * step + 1) % 16)
        case 2: (b ^ c ^ d, (3 * step + 5) % 16)
        default: (c ^ (b | ~d), 7 * step % 16)
        }
      let sum = a &+ value &+ sines[step] &+ words[word]
      let shift = shifts[step / 16][step % 4]
      (a, d, c, b) = (d, c, b, b &+ sum.turnedRight(32 - shift))
    }
    return [a, b, c, d]
  }
}

/// SHA-1 (FIPS 180-4, 6.1).
private enum SecureHash1 {
  static func digest(of bytes: [UInt8]) -> [UInt32] {
    let text = Digest.padded(bytes, block: 64)
    var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
    for start in stride(from: 0, to: text.count, by: 64) {
      var words: [UInt32] = (0..<16).map { Digest.word(text, at: start + $0 * 4) }
      for place in 16..<80 {
        let mixed = words[place - 3] ^ words[place - 8] ^ words[place - 14] ^ words[place - 16]
        words.append(mixed.turnedRight(31))
      }
      mix(words, into: &state)
    }
    return state
  }

  private static func mix(_ words: [UInt32], into state: inout [UInt32]) {
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for step in 0..<80 {
      let (value, constant): (UInt32, UInt32) =
        switch step / 20 {
        case 0: ((b & c) | (~b & d), 0x5a82_7999)
        case 1: (b ^ c ^ d, 0x6ed9_eba1)
        case 2: ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc)
        default: (b ^ c ^ d, 0xca62_c1d6)
        }
      let sum = a.turnedRight(27) &+ value &+ e &+ constant &+ words[step]
      (e, d, c, b, a) = (d, c, b.turnedRight(2), a, sum)
    }
    for (place, value) in [a, b, c, d, e].enumerated() { state[place] &+= value }
  }
}

extension FixedWidthInteger where Self: UnsignedInteger {
  /// The bits moved right by 1 to one less than all places; those that fall out come in at the left.
  func turnedRight(_ places: Int) -> Self { self >> places | self << (Self.bitWidth - places) }
}
