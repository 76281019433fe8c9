internal import Scenario
package import Simulation

extension Criterion {
  /// What a run shows of the quantity.
  package func observation(of result: RunResult) -> Verdict.Observation {
    switch quantity {
    case .subject(.recoveryTime, _) where result.recovery == .notNeeded: .nothing
    case .subject(let subject, let phase):
      Expectation(
        text: name, subject: subject, phase: phase, comparison: .equal, bound: 0,
        unit: subject.unit
      ).observation(of: result)
    case .share(let outcome):
      Expectation(
        text: name, subject: .outcome(outcome), comparison: .equal, bound: 0,
        unit: .shareOfOffered
      ).observation(of: result)
    case .unserved: .value(Double(result.outcomes.unserved))
    case .repeatedEffects:
      .value(Double(result.effects.reduce(0) { $0 + $1.value.duplicates }))
    case .recovered: recovered(in: result)
    case .sum(let metric): .value(sum(of: metric, in: result))
    case .maximum(let metric, let others): maximum(of: metric, in: result, except: others)
    case .timeToComplete(let share): time(toComplete: share, in: result)
    case .costPerCompleted: costPerCompleted(in: result)
    }
  }

  private func recovered(in result: RunResult) -> Verdict.Observation {
    switch result.recovery {
    case .notNeeded: .nothing
    case .after: .value(1)
    case .notReached: .value(0)
    }
  }

  private func sum(of metric: Metric, in result: RunResult) -> Double {
    let sum = result.series.reduce(Int128(0)) { sum, series in
      series.metric == metric ? sum + series.total.sum : sum
    }
    return Double(sum) / Double(metric.definition.unit.scale)
  }

  private func maximum(
    of metric: Metric, in result: RunResult, except others: [String]
  ) -> Verdict.Observation {
    let maxima = result.series.compactMap { series in
      series.metric == metric && !others.contains(series.component) && !series.points.isEmpty
        ? series.total.maximum : nil
    }
    return .value(Double(maxima.max() ?? 0) / Double(metric.definition.unit.scale))
  }

  private func time(toComplete share: Double, in result: RunResult) -> Verdict.Observation {
    let offered = result.outcomes.offered
    guard offered > 0 else { return .nothing }
    let latency = result.series(.endToEndLatency, of: World.messagesName)?.total
    let unit = Double(MetricDefinition.Unit.seconds.scale)
    guard let latency, Double(latency.sampleCount) >= share * Double(offered),
      let time = latency.quantile(min(1, share * Double(offered) / Double(latency.sampleCount)))
    else { return .atLeast(Double(latency?.maximum ?? 0) / unit) }
    return .value(Double(time) / unit)
  }

  private func costPerCompleted(in result: RunResult) -> Verdict.Observation {
    let completed = result.outcomes.completed
    return completed == 0 ? .nothing : .value(result.cost.amount / Double(completed))
  }
}

extension Ledger.Outcomes {
  /// Messages that ended or lie without what they asked for, as `Criterion.Dimension.loss` has it.
  fileprivate var unserved: Int {
    lost + halfDone + (compensated ?? 0) + stuck + (pending > offered / 1_000 ? pending : 0)
  }
}
