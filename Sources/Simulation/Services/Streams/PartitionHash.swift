/// Where partition keys lie on the ring of hash keys: MD5 (RFC 1321), read as a number.
///
/// The first byte of the digest is the highest of the number
/// (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html).
package enum PartitionHash {
  /// The hash key of a partition key.
  package static func of(_ key: String) -> UInt128 { of(Array(key.utf8)) }

  /// The hash key of a group's number, written in decimal digits.
  package static func of(group: UInt32) -> UInt128 { of(String(group)) }

  private static func of(_ bytes: [UInt8]) -> UInt128 {
    MessageDigest5.digest(of: bytes).reduce(0) { $0 << 32 | UInt128($1.byteSwapped) }
  }
}
