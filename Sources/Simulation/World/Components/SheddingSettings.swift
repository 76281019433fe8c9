/// Which requests a component refuses under load, as a scenario describes it.
package struct SheddingSettings: Described {
  /// What requests are refused for.
  package enum Kind: String, CaseIterable, Sendable {
    /// Everybody waits for too long.
    case codel
    /// Too many requests are inside, by a limit that finds its own height.
    case concurrency
    /// The caller has given up by now.
    case deadline
  }

  package var kind = Kind.codel
  package var target = Interval.milliseconds(5)
  package var interval = Interval.milliseconds(100)
  package var deadline = Interval.seconds(30)
  package var algorithm = ConcurrencyLimit.Rule.gradient
  package var initialLimit = 20
  package var minimumLimit = 1
  package var maximumLimit = 200
  package var slowAfter = Interval.seconds(5)
  package var newestFirstAbove: Int?

  package init() {}

  package static var parameters: [Parameter<SheddingSettings>] {
    [
      .choice(
        "kind", \.kind, required: true,
        help: "codel: by waiting time; concurrency: by a limit that finds its own height; "
          + "deadline: what has waited for longer than anybody waits."),
      .duration(
        "target", \.target, in: .milliseconds(1) ... .days(1),
        help: "With codel: the waiting time that is tolerated for long."),
      .duration(
        "interval", \.interval, in: .milliseconds(1) ... .days(1),
        help: "With codel: how long everybody must wait for longer than the target."),
      .duration(
        "deadline", \.deadline, in: .milliseconds(1) ... .days(14),
        help: "With deadline: the age from which on a request is refused."),
      .choice(
        "algorithm", \.algorithm,
        help: "With concurrency: by the gradient of the latency, or by AIMD."),
    ] + limitParameters
  }

  private static var limitParameters: [Parameter<SheddingSettings>] {
    [
      .integer(
        "initialLimit", \.initialLimit, in: 1...1_000_000,
        help: "With concurrency: where the limit begins."),
      .integer(
        "minimumLimit", \.minimumLimit, in: 1...1_000_000, help: "How low it can get."),
      .integer(
        "maximumLimit", \.maximumLimit, in: 1...1_000_000, help: "How high it can get."),
      .duration(
        "slowAfter", \.slowAfter, in: .milliseconds(1) ... .days(1),
        help: "With aimd: the latency that counts as a failure."),
      .init(
        "newestFirstAbove", \.newestFirstAbove, .integer(in: 0...1_000_000_000),
        help: "With more requests waiting the newest is served first; left out, never."),
    ]
  }

  /// The policy that the settings spell out.
  var policy: LoadShedder.Policy {
    let rule: LoadShedder.Rule =
      switch kind {
      case .codel: .codel(CoDel.Policy(target: target, interval: max(interval, target)))
      case .deadline: .deadline(deadline)
      case .concurrency:
        .concurrency(
          ConcurrencyLimit.Policy(
            rule: algorithm, initial: min(max(initialLimit, minimumLimit), highest),
            minimum: minimumLimit, maximum: highest, timeout: slowAfter))
      }
    return LoadShedder.Policy(rule: rule, newestFirstAbove: newestFirstAbove)
  }

  private var highest: Int { max(maximumLimit, minimumLimit) }
}
