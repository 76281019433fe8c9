import Experiment
import Reporting
import Scenario
import Simulation

extension FaultScenario {
  /// Runs variants many times over and holds them against each other.
  ///
  /// All variants live through the same arrivals, faults and random draws. The same arguments give the
  /// same result on any machine, whatever the number of its processors.
  ///
  /// ```swift
  /// let comparison = try scenario.compare(replications: 20)
  /// print(comparison.verdict.joined(separator: "\n"))
  /// ```
  ///
  /// - Parameters:
  ///   - variants: The names of the variants; all of the scenario if left out. `as it stands` is the
  ///     scenario without any.
  ///   - baseline: The variant against which the others are held; the first one if left out.
  ///   - replications: How often each variant is run.
  ///   - confidence: The confidence of all intervals, between 0 and 1.
  ///   - seed: Where the random draws begin; `nil` takes the scenario's own seed.
  /// - Throws: `RunFailure` when there is no such variant, or a limit of the simulation is reached.
  public func compare(
    variants: [String] = [], baseline: String? = nil, replications: Int = 30,
    confidence: Double = 0.95, seed: UInt64? = nil
  ) throws(RunFailure) -> ScenarioComparison {
    var choice = ComparisonChoice()
    choice.variants = variants
    choice.baseline = baseline
    let experiment = try experiment(replications, confidence, seed)
    let (chosen, place): ([ScenarioDocument.Variant], Int)
    do throws(ScenarioRefusal) {
      chosen = experiment.seeded(try choice.variants(of: [(name, document)]))
      place = try choice.place(ofBaselineAmong: chosen)
    } catch {
      throw RunFailure(error)
    }
    let result = try Self.result(of: chosen, experiment)
    return ScenarioComparison(
      ComparisonReport(
        scenarios: [name], options: choice.options + experiment.options,
        [ComparisonPart(Comparison(result, baseline: place))]))
  }

  /// Runs the scenario at every point of a grid of settings.
  ///
  /// - Parameters:
  ///   - settings: What is varied, an axis each: `components.orders.visibilityTimeout=10s..60s step
  ///     10s`, `faults[0].duration=1m,5m`.
  ///   - variant: The variant that is varied; `nil` for the scenario as it stands.
  ///   - replications: How often each point is run.
  ///   - confidence: The confidence of all intervals, between 0 and 1.
  ///   - seed: Where the random draws begin; `nil` takes the scenario's own seed.
  ///   - traces: As when the scenario was read.
  /// - Throws: `RunFailure` when a setting has no place in the scenario, makes a mistake of it, or a
  ///   limit of the simulation is reached.
  public func sweep(
    _ settings: [String], variant: String? = nil, replications: Int = 30, confidence: Double = 0.95,
    seed: UInt64? = nil, traces: @escaping (String) -> [UInt8]? = { _ in nil }
  ) throws(RunFailure) -> ScenarioSweep {
    let experiment = try experiment(replications, confidence, seed)
    let sweep: Sweep
    let points: (variants: [ScenarioDocument.Variant]?, mistakes: [Mistake])
    do throws(SweepMistake) {
      sweep = try Sweep(reading: settings)
    } catch {
      throw RunFailure(description: error.description)
    }
    do throws(SettingMistake) {
      points = try sweep.variants(of: source, variant: variant) { file in
        traces(file).map { .contents($0) } ?? .unreadable(reason: "no such file")
      }
    } catch {
      throw RunFailure(description: error.description)
    }
    guard let variants = points.variants else {
      throw RunFailure(description: points.mistakes.rendered(in: source))
    }
    let result = try Self.result(of: experiment.seeded(variants), experiment)
    return ScenarioSweep(SweepResult(sweep, result))
  }

  private func experiment(
    _ replications: Int, _ confidence: Double, _ seed: UInt64?
  ) throws(RunFailure) -> ExperimentChoice {
    guard replications > 0, confidence > 0, confidence < 1 else {
      throw RunFailure(
        description: "\(replications) replications at a confidence of \(confidence) are no "
          + "experiment; use at least 1 and a confidence between 0 and 1")
    }
    var experiment = ExperimentChoice()
    experiment.replications = .fixed(replications)
    experiment.confidence = confidence
    experiment.seed = seed
    return experiment
  }

  private static func result(
    of variants: [ScenarioDocument.Variant], _ experiment: ExperimentChoice
  ) throws(RunFailure) -> ExperimentResult {
    var replications = Replications(experiment.replications.count)
    replications.confidence = experiment.confidence
    do throws(ExperimentError) {
      return try replications.run(variants)
    } catch {
      throw RunFailure(description: error.description)
    }
  }
}

extension RunFailure {
  fileprivate init(_ refusal: ScenarioRefusal) {
    self.init(description: refusal.message.map { String($0.trimmingPrefix("error: ")) } ?? "")
  }
}
