/// A family of distributions that a scenario can name: the one source for decoder and reference.
package struct DistributionFamily: Sendable {
  /// The key that names the family.
  package let name: String
  /// What the key holds.
  package let content: Content
  /// One sentence of help.
  package let help: String

  /// What the key of a family holds.
  package enum Content: Sendable {
    /// The quantity itself.
    case quantity(@Sendable (Double) -> Distribution)
    /// An object with the arguments of one of these forms; a single argument may stand alone.
    case forms([Form])
    /// A list of `[value, share]`.
    case table
    /// A list of `{ weight, of }`.
    case mixture
  }

  /// One set of arguments that says all about a distribution.
  package struct Form: Sendable {
    /// The arguments, in the order of the reference.
    package let arguments: [Argument]
    /// Whether the second argument must be greater than the first.
    package let isAscending: Bool
    /// The distribution from the values of all arguments, in their order.
    package let distribution: @Sendable ([Double]) -> Distribution
  }

  /// An argument of a family.
  package struct Argument: Sendable {
    /// What an argument holds.
    package enum Kind: Sendable {
      /// A value of the quantity that varies, of at least zero or above zero.
      case quantity(isPositive: Bool)
      /// A number without unit.
      case number(ClosedRange<Double>)
    }

    /// The key in the scenario file.
    package let name: String
    /// What it holds.
    package let kind: Kind
    /// One sentence of help.
    package let help: String
  }
}

extension DistributionFamily {
  /// Every family, in the order of the reference.
  package static let all: [DistributionFamily] = [
    constant, uniform, exponential, normal, lognormal, gamma, pareto, weibull, empirical, mixed,
  ]

  static let constant = DistributionFamily(
    name: "constant", content: .quantity(Distribution.constant),
    help: "Never varies; the quantity alone says the same.")

  static let uniform = DistributionFamily(
    name: "uniform",
    content: .forms([
      Form(
        arguments: [
          Argument(name: "min", kind: .quantity(isPositive: false), help: "The least value."),
          Argument(name: "max", kind: .quantity(isPositive: true), help: "The greatest value."),
        ], isAscending: true, distribution: { .uniform(from: $0[0], to: $0[1]) })
    ]), help: "Every value between two bounds is as likely as any other.")

  static let exponential = DistributionFamily(
    name: "exponential",
    content: .forms([
      Form(
        arguments: [mean], isAscending: false, distribution: { .exponential(mean: $0[0]) })
    ]), help: "Short values are the likeliest: the time between events that ignore one another.")

  static let normal = DistributionFamily(
    name: "normal",
    content: .forms([
      Form(
        arguments: [
          mean,
          Argument(
            name: "deviation", kind: .quantity(isPositive: false), help: "The standard deviation."),
        ], isAscending: false, distribution: { .normal(mean: $0[0], deviation: $0[1]) })
    ]), help: "The bell curve; what it draws below zero counts as zero.")

  static let lognormal = DistributionFamily(
    name: "lognormal",
    content: .forms([
      Form(
        arguments: [
          Argument(name: "p50", kind: .quantity(isPositive: true), help: "The median."),
          Argument(
            name: "p99", kind: .quantity(isPositive: true),
            help: "The value that one draw in a hundred exceeds."),
        ], isAscending: true, distribution: { .lognormal(p50: $0[0], p99: $0[1]) }),
      Form(
        arguments: [mean, variation], isAscending: false,
        distribution: { .lognormal(mean: $0[0], cv: $0[1]) }),
    ]), help: "A hump with a long tail, as latencies have it.")

  static let gamma = DistributionFamily(
    name: "gamma",
    content: .forms([
      Form(
        arguments: [mean, variation], isAscending: false,
        distribution: { .gamma(mean: $0[0], cv: $0[1]) })
    ]), help: "A hump with a short tail: the time that several steps take one after the other.")

  static let pareto = DistributionFamily(
    name: "pareto",
    content: .forms([
      Form(
        arguments: [
          Argument(name: "minimum", kind: .quantity(isPositive: true), help: "The least value."),
          Argument(name: "shape", kind: positive, help: "The lower, the heavier is the tail."),
        ], isAscending: false, distribution: { .pareto(minimum: $0[0], shape: $0[1]) })
    ]), help: "A heavy tail: few values make up most of the sum.")

  static let weibull = DistributionFamily(
    name: "weibull",
    content: .forms([
      Form(
        arguments: [
          Argument(
            name: "scale", kind: .quantity(isPositive: true),
            help: "The value below which 63 % of the draws fall."),
          Argument(name: "shape", kind: positive, help: "1 is exponential; above 1 wears out."),
        ], isAscending: false, distribution: { .weibull(scale: $0[0], shape: $0[1]) })
    ]), help: "The time until something wears out or fails early.")

  static let empirical = DistributionFamily(
    name: "empirical", content: .table,
    help: "Measured values, each with its share: [[\"80ms\", \"90%\"], [\"2s\", \"10%\"]].")

  /// One of several distributions at random.
  package static let mixed = DistributionFamily(
    name: "mixture", content: .mixture,
    help: "One of several distributions at random: [{ weight: 9, of: \"80ms\" }, …].")

  private static let mean = Argument(
    name: "mean", kind: .quantity(isPositive: true), help: "The mean.")

  private static let variation = Argument(
    name: "cv", kind: positive, help: "The standard deviation as a multiple of the mean.")

  private static let positive = Argument.Kind.number(0.001...100)
}
