import Reporting
import Simulation
import Testing

@Suite struct `Number text` {
  @Test(arguments: [
    (0.0, 0, "0"), (-0.0, 2, "0.00"), (0.5, 0, "0"), (1.5, 0, "2"), (2.5, 0, "2"),
    (0.125, 2, "0.12"), (0.375, 2, "0.38"), (1.005, 2, "1.00"), (-1.5, 0, "-2"),
    (-0.001, 2, "0.00"), (0.1, 20, "0.10000000000000000555"), (999.995, 2, "1000.00"),
    (9.995, 2, "9.99"), (123_456_789.125, 2, "123456789.12"), (.leastNonzeroMagnitude, 3, "0.000"),
    (0x1p-127, 20, "0.00000000000000000000"), (1e22, 0, "10000000000000000000000"),
    (0x1p127, 1, "170141183460469231731687303715884105728.0"),
    (0x1p128, 1, "3.402823669209385e+38"), (1e300, 2, "1e+300"),
    (.infinity, 2, "inf"), (-.infinity, 2, "-inf"), (.nan, 2, "nan"),
  ])
  func `a fixed number of decimals rounds the exact binary value half to even`(
    value: Double, decimals: Int, expected: String
  ) {
    #expect(NumberText.fixed(value, decimals: decimals) == expected)
  }

  @Test(arguments: [
    (12.3400, 6, "12.34"), (12.0, 6, "12"), (100.0, 2, "100"), (0.0, 2, "0"), (1e300, 2, "1e+300"),
  ])
  func `trailing zeros are left out`(value: Double, decimals: Int, expected: String) {
    #expect(NumberText.trimmed(value, decimals: decimals) == expected)
  }

  @Test(arguments: [
    (3.0, "3"), (0.1, "0.1"), (-0.0, "0"), (0x1p53 - 1, "9007199254740991"), (1e16, "1e+16"),
    (1e-5, "1e-05"), (.nan, "nan"),
  ])
  func `the shortest form reads back as the same number`(value: Double, expected: String) {
    #expect(NumberText.shortest(value) == expected)
  }

  @Test(arguments: [
    (0.0, "0"), (999.0, "999"), (1_000.0, "1,000"), (-1_234_567.0, "-1,234,567"), (1e300, "1e+300"),
  ])
  func `thousands are parted by commas`(value: Double, expected: String) {
    #expect(NumberText.grouped(value) == expected)
  }

  @Test(arguments: [
    (0.0, "0"), (0.5, "0.5"), (0.0625, "0.062"), (0.00012, "0.00012"), (2e-7, "2e-7"),
    (1.0, "1"), (9.94, "9.9"), (9.96, "10"), (999.0, "999"), (999.6, "1k"), (1_200.0, "1.2k"),
    (34_000.0, "34k"), (999_400.0, "999k"), (999_600.0, "1M"), (5.6e6, "5.6M"), (7e9, "7G"),
    (8e12, "8T"), (3e15, "3P"), (2e18, "2e18"), (1e300, "1e300"), (-1_200.0, "-1.2k"),
    (.infinity, "inf"), (.nan, "nan"),
  ])
  func `a short form keeps two digits and the order of magnitude`(value: Double, expected: String) {
    #expect(NumberText.short(value) == expected)
  }

  @Test(arguments: [
    (0, "0 s"), (1, "1 ns"), (1_500, "1.5 µs"), (250_000_000, "250 ms"), (999_960_000, "1 s"),
    (1_234_000_000, "1.23 s"), (30_000_000_000, "30 s"), (59_999_000_000, "60 s"),
    (59_999_999_999, "1 min"), (90_000_000_000, "1 min 30 s"), (3_599_600_000_000, "1 h"),
    (9_000_000_000_000, "2 h 30 min"), (345_600_000_000_000, "4 d"),
    (437_400_000_000_000, "5 d 2 h"), (-30_000_000_000, "-30 s"),
    (Int64.max, "106752 d"), (Int64.min, "-106752 d"),
  ])
  func `a duration names its two largest units`(nanoseconds: Int64, expected: String) {
    #expect(NumberText.duration(Interval(nanoseconds: nanoseconds)) == expected)
  }

  @Test(arguments: [
    (0.0, "$0.00"), (0.000123, "$0.000123"), (0.0000002, "$2e-7"), (0.05, "$0.05"),
    (0.0994, "$0.0994"), (0.0996, "$0.10"), (12.34, "$12.34"), (1_234_567.891, "$1,234,567.89"),
    (-3.5, "-$3.50"),
  ])
  func `money keeps what matters of small amounts`(value: Double, expected: String) {
    #expect(NumberText.dollars(value) == expected)
  }

  @Test(arguments: [
    (0.0, "0 B"), (512.0, "512 B"), (1_024.0, "1 KB"), (1_536.0, "1.5 KB"), (1_048_575.0, "1 MB"),
    (262_144.0, "256 KB"), (5e15, "4547.5 TB"),
  ])
  func `bytes are counted in units of 1,024`(value: Double, expected: String) {
    #expect(NumberText.bytes(value) == expected)
  }

  @Test func `a share is shown as a percentage`() {
    #expect(
      [0, 0.125, 0.999, 1, 12].map { NumberText.percent($0) } == [
        "0%", "12.5%", "99.9%", "100%", "1200%",
      ])
  }

  @Test func `a value is shown in the way of its unit`() {
    let texts = DisplayUnit.allCases.map { $0.text(1_500) }
    #expect(
      texts == [
        "1.5k", "1.5k/s", "1.5 KB", "1.5 s", "25 min", "1500%", "$1,500.00", "1.5k",
      ])
  }
}
