/// What replications say of one criterion.
package struct CriterionSummary: Sendable {
  /// The criterion.
  package let criterion: Criterion
  /// The values, in the order of the replications; those cut off or missing are left out.
  package let values: [Double]
  /// How many replications ended before the quantity had its value, such as a time to recovery.
  package let cutOff: Int
  /// How many replications there were.
  package let replications: Int
  /// Mean and variance of the values.
  package let moments: Moments
  /// The interval for the mean, or for the probability; `nil` for too few values.
  package let interval: ConfidenceInterval?
  /// The values in rising order, with those cut off as infinity at the end.
  package let order: OrderStatistics
  /// The two heaps into which the values fall, if they do.
  package let twoOutcomes: TwoOutcomes?

  /// Sums up what replications showed, in the order of their index.
  package init(
    of observations: [Verdict.Observation], for criterion: Criterion, confidence: Double
  ) {
    self.criterion = criterion
    replications = observations.count
    values = observations.compactMap(\.number)
    cutOff = observations.count { if case .atLeast = $0 { true } else { false } }
    moments = Moments(values)
    interval =
      criterion.isProportion
      ? (values.isEmpty
        ? nil : Self.proportion(values).interval(confidence: confidence))
      : moments.interval(confidence: confidence)
    order = OrderStatistics(values + Array(repeating: .infinity, count: cutOff))
    twoOutcomes = criterion.isProportion ? nil : TwoOutcomes(values)
  }

  /// The mean of the values; `nil` without any.
  package var mean: Double? { values.isEmpty ? nil : moments.mean }

  /// How many of the runs had what is looked at; `nil` unless that is a yes or a no.
  package var proportion: Proportion? {
    criterion.isProportion ? Self.proportion(values) : nil
  }

  private static func proportion(_ values: [Double]) -> Proportion {
    Proportion(values.count { $0 > 0 }, of: values.count)
  }
}

extension Verdict.Observation {
  /// The value; `nil` where it was cut off or there was none.
  package var number: Double? {
    if case .value(let value) = self { value } else { nil }
  }
}
