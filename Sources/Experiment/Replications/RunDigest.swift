package import Scenario
package import Simulation

/// What is kept of a run among many.
package struct RunDigest: Sendable {
  /// What it showed of each criterion.
  let observations: [Verdict.Observation]
  /// What it showed of each expectation.
  let expectations: [Verdict.Observation]
  /// Its samples, without the periods.
  let series: [PooledSeries]
  /// The run itself, where it is to be kept.
  let result: RunResult?
  let eventCount: Int
  let fingerprint: UInt64

  /// What was observed, without anything else of the run.
  package init(
    observations: [Verdict.Observation], expectations: [Verdict.Observation] = [],
    fingerprint: UInt64 = 0
  ) {
    self.observations = observations
    self.expectations = expectations
    series = []
    result = nil
    eventCount = 0
    self.fingerprint = fingerprint
  }

  /// What is kept of a run.
  package init(
    of result: RunResult, criteria: [Criterion], expectations: [Expectation], keepsPeriods: Bool
  ) {
    observations = criteria.map { $0.observation(of: result) }
    self.expectations = expectations.map { $0.observation(of: result) }
    series = result.series.map { PooledSeries($0, keepsPeriods: keepsPeriods) }
    self.result = keepsPeriods && result.replication == 0 ? result : nil
    eventCount = result.eventCount
    fingerprint = result.fingerprint
  }
}

extension VariantResult {
  /// Adds the next replication.
  mutating func add(_ digest: RunDigest) {
    for (place, observation) in digest.observations.enumerated() {
      observations[place].append(observation)
    }
    for (place, observation) in digest.expectations.enumerated() {
      expectations[place].append(observation)
    }
    if let result = digest.result { first = result }
    for (place, series) in digest.series.enumerated() { pool(series, expectedAt: place) }
    eventCount += digest.eventCount
    fingerprint = (fingerprint ^ digest.fingerprint) &* 0x9fb2_1c65_1e98_df25
  }

  private mutating func pool(_ series: PooledSeries, expectedAt place: Int) {
    let isInPlace = pooled.indices.contains(place) && pooled[place].belongs(to: series)
    if let place = isInPlace ? place : pooled.firstIndex(where: series.belongs) {
      pooled[place].merge(series)
    } else {
      pooled.append(series)
    }
  }
}
