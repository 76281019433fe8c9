import Simulation
import Testing

@Suite struct `Partition keys` {
  @Test(arguments: [
    ("", "d41d8cd98f00b204e9800998ecf8427e"), ("a", "0cc175b9c0f1b6a831c399e269772661"),
    ("abc", "900150983cd24fb0d6963f7d28e17f72"),
    ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
    (
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
      "57edf4a22be3c955ac49da2e2107b67a"
    ),
  ])
  func `hash to the digests of RFC 1321, highest byte first`(key: String, digest: String) {
    #expect(PartitionHash.of(key) == UInt128(digest, radix: 16))
  }

  @Test func `of groups are their numbers in decimal digits`() {
    #expect(PartitionHash.of(group: 42) == PartitionHash.of("42"))
  }
}
