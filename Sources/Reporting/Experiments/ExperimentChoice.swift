package import Experiment
package import Scenario
internal import Simulation

/// What the command line asks of an experiment of many runs.
package struct ExperimentChoice: Sendable {
  /// How often each variant is run.
  package var replications = ReplicationChoice.usual
  /// The confidence of the intervals.
  package var confidence = Self.usualConfidence
  /// How many threads run at a time; `nil` for as many as the machine has processors.
  package var jobs: Int?
  /// The seed instead of the files'.
  package var seed: UInt64?

  private static let usualConfidence = 0.95

  /// The usual number of replications, on all processors, with the seeds of the files.
  package init() {}

  /// Reads the options that every experiment has.
  package init(reading arguments: inout ArgumentReader) throws(UsageError) {
    replications = try arguments.option(
      "--replications", default: .usual, help: "How often each variant is run.")
    confidence = try arguments.option(
      "--confidence", default: Self.usualConfidence, in: 0.5...0.9999,
      help: "The confidence of all intervals.")
    jobs = try arguments.option(
      "--jobs", in: 1...1_024,
      help: "How many threads run at a time; else one for each processor. The results are the same."
    )
    seed = try arguments.option(
      "--seed", as: UInt64.self, help: "The seed, instead of the scenario's.")
  }

  /// The options that ask for the same again; threads are none of them, since they change nothing.
  package var options: [String] {
    var options: [String] = []
    if replications != .usual { options += ["--replications", replications.argumentText] }
    if confidence != Self.usualConfidence {
      options += ["--confidence", NumberText.shortest(confidence)]
    }
    return options
  }

  /// The variants with the seed that was asked for.
  package func seeded(
    _ variants: [ScenarioDocument.Variant]
  ) -> [ScenarioDocument.Variant] {
    guard let seed else { return variants }
    return variants.map { variant in
      var variant = variant
      variant.blueprint.seed = seed
      return variant
    }
  }
}

/// How often each variant is run, as the command line has it.
package enum ReplicationChoice: Hashable, Sendable {
  /// So often.
  case fixed(Int)
  /// Until the intervals are narrow enough.
  case auto

  /// The replications of who asks for nothing: enough for an interval that covers what it says.
  package static let usual = ReplicationChoice.fixed(30)
  /// The most replications.
  package static let limit = 100_000
  /// How narrow is narrow enough: half the interval is a twentieth of the largest mean.
  package static let precision = 0.05

  /// How often each variant is to be run; `nil` for as often as it takes.
  package var planned: Int? {
    if case .fixed(let count) = self { count } else { nil }
  }

  /// The rule of the experiment.
  package var count: ReplicationCount {
    switch self {
    case .fixed(let count): .fixed(count)
    case .auto: .auto(relativePrecision: Self.precision)
    }
  }
}

extension ReplicationChoice: ArgumentValue {
  package init?(argument: String) {
    if argument == "auto" {
      self = .auto
    } else {
      guard let count = Int(argument: argument), (1...Self.limit).contains(count) else {
        return nil
      }
      self = .fixed(count)
    }
  }

  package var argumentText: String {
    switch self {
    case .fixed(let count): count.description
    case .auto: "auto"
    }
  }

  package static var expectation: ArgumentExpectation {
    .described("a whole number from 1 to 100000 or auto", placeholder: "<n>|auto")
  }
}
