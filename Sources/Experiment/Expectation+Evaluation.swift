package import Scenario
package import Simulation

extension Expectation {
  /// Whether a run keeps to the expectation.
  ///
  /// A run that was interrupted is not judged: what it has not measured yet might still come.
  package func verdict(on result: RunResult) -> Verdict {
    Verdict(self, result.wasInterrupted ? .nothing : observation(of: result))
  }

  /// What a run shows of the subject, in the expectation's unit.
  package func observation(of result: RunResult) -> Verdict.Observation {
    switch subject {
    case .outcome(let outcome): observation(of: outcome, in: result.outcomes)
    case .saga(let outcome): observation(of: outcome, in: result.sagas?.outcomes ?? .init())
    case .effect(let name, let measure): .value(count(of: measure, of: name, in: result))
    case .metric(let component, let metric, let statistic):
      observation(of: statistic, of: metric, of: component, in: result)
    case .recoveryTime: recovery(in: result)
    case .cost(nil): .value(result.cost.amount)
    case .cost(let component?): .value(cost(of: component, in: result))
    }
  }

  private func observation(
    of outcome: Outcome, in outcomes: Ledger.Outcomes
  ) -> Verdict.Observation {
    guard let count = outcomes.count(of: outcome).map(Double.init) else { return .nothing }
    guard unit == .shareOfOffered else { return .value(count) }
    return outcomes.offered == 0 ? .nothing : .value(count / Double(outcomes.offered))
  }

  private func observation(
    of outcome: SagaOutcome, in outcomes: SagaLedger.Outcomes
  ) -> Verdict.Observation {
    let count = Double(outcomes.count(of: outcome))
    guard unit == .shareOfOffered else { return .value(count) }
    return outcomes.total == 0 ? .nothing : .value(count / Double(outcomes.total))
  }

  private func count(of measure: EffectMeasure, of name: String, in result: RunResult) -> Double {
    guard let totals = result.effects.first(where: { $0.name == name })?.value else { return 0 }
    return switch measure {
    case .total: Double(totals.times)
    case .messages: Double(totals.messages)
    case .duplicates: Double(totals.duplicates)
    }
  }

  /// What a component cost, its own schedule included.
  private func cost(of component: String, in result: RunResult) -> Double {
    let names = [component, component + RedriveSettings.scheduleSuffix]
    return result.parts.filter { names.contains($0.name) }
      .reduce(Dollars.zero) { $0 + $1.cost }.amount
  }

  private func recovery(in result: RunResult) -> Verdict.Observation {
    switch result.recovery {
    case .notNeeded: .value(0)
    case .after(let interval): .value(interval.seconds)
    case .notReached:
      .atLeast(result.windows.map(\.end).max().map { (result.endedAt - $0).seconds } ?? 0)
    }
  }
}

extension Expectation {
  /// A statistic over the run or a phase; nothing recorded sums to zero and has no other statistic.
  private func observation(
    of statistic: Statistic, of metric: Metric, of component: String, in result: RunResult
  ) -> Verdict.Observation {
    if let phase, !result.series.contains(where: { $0.phases[phase] != nil }) { return .nothing }
    let series = result.series(metric, of: component)
    let summary = phase.map { series?.phases[$0] } ?? series?.total
    guard let statistics = summary?.statistics(inUnitsOf: samplesPerUnit(of: metric)) else {
      return [.sum, .sampleCount].contains(statistic) ? .value(0) : .nothing
    }
    return statistics[statistic].map(Verdict.Observation.value) ?? .nothing
  }

  /// How many of a summary's raw integers make one of the expectation's units.
  private func samplesPerUnit(of metric: Metric) -> Int64 {
    unit == .seconds
      ? MetricDefinition.Unit.seconds.scale : metric.definition.unit.scale
  }
}

extension SagaLedger.Outcomes {
  /// How many transactions came to an end.
  package func count(of outcome: Expectation.SagaOutcome) -> Int {
    switch outcome {
    case .committed: committed
    case .compensated: compensated
    case .untouched: untouched
    case .inconsistent: inconsistent
    case .stuck: stuck
    case .open: open
    }
  }
}

extension Ledger.Outcomes {
  /// How many messages came to an end; `nil` for those out of order where nobody's order is watched,
  /// and for those superseded where nothing is compacted.
  package func count(of outcome: Expectation.Outcome) -> Int? {
    switch outcome {
    case .offered: offered
    case .completed: completed
    case .lost: lost
    case .halfDone: halfDone
    case .compensated: compensated
    case .superseded: superseded
    case .stuck: stuck
    case .pending: pending
    case .doubled: doubled
    case .lostByExpiry: lostByExpiry
    case .lostByDrop: lostByDrop
    case .outOfOrder: outOfOrder
    }
  }
}
