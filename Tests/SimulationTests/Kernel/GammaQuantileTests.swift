import Simulation
import Testing

@Suite struct `Quantiles of the gamma distribution` {
  static let shares = [0x1p-40, 1 / 128.0, 0.5, 1 - 1 / 128.0, 1 - 0x1p-40]

  /// A shape and its quantiles of `shares`, computed with 40 digits by mpmath.
  static let table: [(Double, [Double])] = [
    (
      0.1,
      [
        2.3518437986749658e-121, 5.144072053228251e-22, 0.00059339110446022594,
        1.7650907041573969, 22.628394906872159,
      ]
    ),
    (
      0.5,
      [
        6.4966613389712421e-25, 4.7938431649305382e-5, 0.22746821155978638, 3.5379794687984499,
        25.515167833748651,
      ]
    ),
    (
      1,
      [
        9.0949470177334183e-13, 0.0078431774610258929, 0.69314718055994531, 4.8520302639196172,
        27.725887222397812,
      ]
    ),
    (
      1.5,
      [
        1.1348999688474649e-8, 0.048531630285575428, 1.1829869421876691, 5.9390665873254675,
        29.556325449875091,
      ]
    ),
    (
      4,
      [
        0.0021624231032512528, 0.76531254274705484, 3.6720607488508961, 10.380093890223335,
        36.836044644585521,
      ]
    ),
    (
      30,
      [
        5.7506495306629327, 18.381696046359987, 29.667333138221231, 44.837440421170767,
        86.071434686696828,
      ]
    ),
    (
      2_500,
      [
        2163.6674087681845, 2380.7384012712284, 2499.6666745690551, 2622.4912006275108,
        2868.7716742335027,
      ]
    ),
  ]

  @Test(arguments: table)
  func `agree with the table`(shape: Double, expected: [Double]) {
    for (u, value) in zip(Self.shares, expected) {
      let error = abs(Elementary.gammaQuantile(shape: shape, u) / value - 1)
      #expect(error <= 1e-12, "share \(u)")
    }
  }

  @Test func `follow Wilson and Hilferty from a shape of 10,000 on`() {
    let expected = [
      9311.3688380850407, 9759.8597223369324, 9999.6666686420474, 10243.369973939134,
      10721.075971875108,
    ]
    for (u, value) in zip(Self.shares, expected).dropFirst().dropLast() {
      #expect(abs(Elementary.gammaQuantile(shape: 10_000, u) / value - 1) <= 1e-7, "share \(u)")
    }
    for (u, value) in [(Self.shares[0], expected[0]), (Self.shares[4], expected[4])] {
      #expect(abs(Elementary.gammaQuantile(shape: 10_000, u) / value - 1) <= 4e-6, "share \(u)")
    }
  }

  @Test(arguments: [1e-4, 0.01, 0.3, 0.99, 1, 1.01, 7, 120, 9_999, 1e4, 1e12])
  func `rise with the share, from its least to its greatest`(shape: Double) {
    let rising = [0x1p-53, 1e-9, 0.001, 0.1, 0.4, 0.499, 0.5, 0.501, 0.9, 0.999, 1 - 0x1p-53]
    let quantiles = rising.map { Elementary.gammaQuantile(shape: shape, $0) }
    #expect(zip(quantiles, quantiles.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(quantiles.allSatisfy { $0 >= 0 && $0.isFinite })
  }
}
