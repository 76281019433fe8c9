import Simulation
import Testing

/// Recorded bits of random numbers and functions, so that a platform that computes others is noticed.
@Suite struct `The same bits on every platform` {
  @Test func `come out of a random stream`() {
    var stream = RandomStream(
      seed: 322, replication: 0, component: "orders", purpose: "arrivals")
    let drawn = (0..<4).map { _ in stream.bits() }
    #expect(
      drawn == [
        0xc929_f814_86c7_d1bd, 0x09e1_e850_0bf1_0159, 0x951a_8fa4_f56d_54f5, 0x500f_c5a1_58b9_2db8,
      ])
  }

  @Test func `belong to a numbered message`() {
    let key = RandomKey(seed: 322, replication: 0, component: "orders", purpose: "poison")
    let drawn = (0..<4).map { key.bits(for: $0) }
    #expect(
      drawn == [
        0xacc9_ca61_472c_2293, 0xe1fd_90e2_538b_cd7b, 0x2ad5_89dd_69bc_ee95, 0x637a_1686_2f92_d6cf,
      ])
  }

  static let functions: [(String, @Sendable (Double) -> Double, UInt64)] = [
    ("log", { Elementary.log($0) }, 0xf7fe_3a6f_750a_4e39),
    ("log1p", { Elementary.log1p($0) }, 0xcddd_7ddb_fbaf_49e2),
    ("exp", { Elementary.exp(40 * $0 - 20) }, 0x87d2_a880_4407_ae25),
    ("power", { Elementary.power($0, -0.4) }, 0x569f_251a_9690_b9a2),
    ("square root", { Elementary.squareRoot($0) }, 0x8233_7412_0706_8c05),
    ("normal quantile", { Elementary.normalQuantile($0) }, 0xf02d_d8b6_0093_dca7),
    ("gamma quantile", { Elementary.gammaQuantile(shape: 2.5, $0) }, 0x753a_dba8_805f_3e2b),
    ("exponential", { Distribution.exponential(mean: 0.2).quantile($0) }, 0x0e38_aec4_59d5_524d),
    (
      "lognormal", { Distribution.lognormal(p50: 0.08, p99: 0.4).quantile($0) },
      0x54cb_8031_377e_441c
    ),
    ("gamma", { Distribution.gamma(mean: 0.2, cv: 1.5).quantile($0) }, 0x524e_4e2d_1bde_770d),
    (
      "Weibull", { Distribution.weibull(scale: 0.2, shape: 0.7).quantile($0) },
      0x53b3_5419_6040_9bbd
    ),
  ]

  @Test(arguments: functions)
  func `come out of a function`(
    name: String, function: @Sendable (Double) -> Double, recorded: UInt64
  ) {
    var stream = RandomStream(seed: 1, replication: 0, component: "golden", purpose: name)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for _ in 0..<2_000 {
      hash = (hash ^ function(stream.uniform()).bitPattern) &* 0x0000_0100_0000_01b3
    }
    #expect(hash == recorded)
  }
}
