import Simulation
import Testing

@Suite struct `An amount of dollars` {
  @Test(arguments: [
    ("0", 2, "0.00"), ("0.40", 2, "0.40"), ("0.005", 2, "0.01"), ("0.0049", 2, "0.00"),
    ("1234.5", 0, "1235"), ("0.0000166667", 10, "0.0000166667"), ("9.999", 2, "10.00"),
    ("12", 4, "12.0000"),
  ])
  func `is written with so many digits`(amount: StaticString, digits: Int, text: String) {
    #expect(Dollars(amount).text(digits: digits) == text)
    let negative = Dollars.zero - Dollars(amount)
    let isNothing = !text.contains { "123456789".contains($0) }
    #expect(negative.text(digits: digits) == (isNothing ? text : "-" + text))
  }

  @Test(arguments: [
    ("0", "0.00"), ("0.4", "0.40"), ("0.0000166667", "0.0000166667"), ("100", "100.00"),
    ("0.000000000001", "0.000000000001"),
  ])
  func `is written exactly`(amount: StaticString, text: String) {
    #expect(Dollars(amount).description == text)
  }

  @Test(arguments: [(7, 2, 4), (5, 10, 1), (4, 10, 0), (-5, 10, -1), (-4, 10, 0), (-7, 2, -4)])
  func `is divided with halves away from zero`(number: Int, divisor: Int, expected: Int) {
    let amount = Dollars(trillionths: Int128(number)).times(1, dividedBy: Int128(divisor))
    #expect(amount.trillionths == Int128(expected))
  }
}

@Suite struct `The table of prices` {
  @Test func `prices a million of what is charged by the million`() {
    #expect(Prices.sqsStandard.dollars(for: 1_000_000) == Dollars("0.40"))
    #expect(Prices.sqsStandard.dollars(for: 1) == Dollars("0.0000004"))
    #expect(Prices.eventBridgeEvent.dollars(for: 2_500_000) == Dollars("2.50"))
    #expect(Prices.snsEmail.dollars(for: 0) == .zero)
  }

  @Test func `prices the storm of the talk`() {
    // Three orders, thirty seconds of 128 MB each, every thirty seconds for an hour.
    let invocations = 3 * 120
    let held = invocations * 128 * 30_000
    #expect(Prices.lambdaRequest.dollars(for: invocations) == Dollars("0.000072"))
    #expect(
      Prices.lambdaDurationX86.dollars(megabyteMilliseconds: held) == Dollars("0.022500045"))
    #expect(
      Prices.lambdaDurationARM.dollars(megabyteMilliseconds: 1_024_000) == Dollars("0.0000133334"))
  }

  @Test func `prices bytes and hours`() {
    #expect(Prices.crossZone.dollars(bytes: 1 << 30) == Dollars("0.01"))
    #expect(Prices.crossZone.dollars(bytes: 1) == Dollars(trillionths: 9))
    #expect(Prices.mqLargeBroker.dollars(for: 2, during: .minutes(30)) == Dollars("0.288"))
    #expect(
      Prices.dynamoDBProvisionedWrite.dollars(for: 100, during: .hours(24)) == Dollars("1.56"))
  }

  @Test(arguments: [(0, 1), (1, 1), (65_536, 1), (65_537, 2), (1_048_576, 16)])
  func `charges each 64 KB begun`(bytes: Int, chunks: Int) {
    #expect(Price.chunks(bytes: bytes) == chunks)
  }

  @Test func `names each thing once, with a page to check it against`() {
    let names = Prices.all.map { $0.service + ": " + $0.item }
    #expect(Set(names).count == names.count)
    for price in Prices.all {
      #expect(price.dollars > .zero && price.count > 0)
      #expect(price.source.hasPrefix("https://aws.amazon.com/"))
    }
  }
}
