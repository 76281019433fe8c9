/// What a service charges for so many of a unit, where that was read, and when.
package struct Price: Hashable, Sendable {
  /// What is counted.
  package enum Unit: String, Hashable, Sendable {
    case request
    case message
    case event
    case gigabyte = "GB"
    case gigabyteMonth = "GB-month"
    case gigabyteSecond = "GB-second"
    case hour
    case unitHour = "unit-hour"
    case month
    case transition
    case capacityUnit = "capacity unit"
    case chunk
  }

  /// How sure the price is.
  package enum Basis: Hashable, Sendable {
    /// Checked against documentation or a published copy of the price page.
    case documented
    /// Widely quoted and stable, not checked again.
    case quoted
    /// From memory or a range: check before quoting.
    case uncertain
  }

  /// The service as AWS calls it.
  package let service: String
  /// What is charged for.
  package let item: String
  /// What `count` units cost.
  package let dollars: Dollars
  /// How many units cost that.
  package let count: Int
  /// What is counted.
  package let unit: Unit
  /// The price page, to check against.
  package let source: String
  /// How sure the price is.
  package let basis: Basis

  init(
    _ service: String, _ item: String, _ dollars: StaticString, per count: Int = 1, _ unit: Unit,
    _ basis: Basis, source: String
  ) {
    self.service = service
    self.item = item
    self.dollars = Dollars(dollars)
    self.count = count
    self.unit = unit
    self.basis = basis
    self.source = "https://aws.amazon.com/" + source + "/pricing/"
  }

  /// What so many units cost, rounded once to 10⁻¹² dollars.
  package func dollars(for quantity: Int) -> Dollars {
    dollars.times(Int128(quantity), dividedBy: Int128(count))
  }

  /// What memory held for a time costs, from the sum of megabytes times milliseconds.
  ///
  /// - Precondition: The price is by the GB-second; a GB has 1,024 MB.
  package func dollars(megabyteMilliseconds: Int) -> Dollars {
    precondition(unit == .gigabyteSecond, "'\(item)' is not charged by the GB-second")
    return dollars.times(Int128(megabyteMilliseconds), dividedBy: Int128(count) * 1_024_000)
  }

  /// What a number of bytes cost.
  ///
  /// - Precondition: The price is by the GB; a GB has 2³⁰ bytes.
  package func dollars(bytes: Int) -> Dollars {
    precondition(unit == .gigabyte, "'\(item)' is not charged by the GB")
    return dollars.times(Int128(bytes), dividedBy: Int128(count) << 30)
  }

  /// What so many units cost while they are kept for a time, exact to the nanosecond.
  ///
  /// - Precondition: The price is by the hour or by the month.
  package func dollars(for quantity: Int = 1, during time: Interval) -> Dollars {
    dollars(forPart: quantity, of: 1, during: time)
  }

  /// What a part of a unit, such as a few of a vCPU's units, costs while it is kept for a time.
  ///
  /// A month has 730 hours, as AWS's own calculator has it.
  ///
  /// - Precondition: The price is by the hour or by the month.
  package func dollars(forPart part: Int, of whole: Int, during time: Interval) -> Dollars {
    precondition(
      unit == .hour || unit == .unitHour || unit == .month,
      "'\(item)' is charged neither by the hour nor by the month")
    let period = Interval.hours(unit == .month ? 730 : 1)
    return dollars.times(
      Int128(part) * Int128(time.nanoseconds),
      dividedBy: Int128(count) * Int128(whole) * Int128(period.nanoseconds))
  }

  /// What a number of bytes cost that are kept for a time, exact to the nanosecond.
  ///
  /// - Precondition: The price is by the GB-month; a GB has 2³⁰ bytes, a month 730 hours.
  package func dollars(storing bytes: Int, during time: Interval) -> Dollars {
    precondition(unit == .gigabyteMonth, "'\(item)' is not charged by the GB-month")
    return dollars.times(
      Int128(bytes) * Int128(time.nanoseconds),
      dividedBy: Int128(count) * Int128(Interval.hours(730).nanoseconds) << 30)
  }

  /// How many chunks a payload is charged as: one for each chunk begun, at least one.
  ///
  /// SQS, SNS and EventBridge charge each 64 KB as a request of its own.
  package static func chunks(bytes: Int, of size: Int = 64 * 1_024) -> Int {
    max(1, (bytes + size - 1) / size)
  }
}
