package import Scenario

/// A scenario run at every point of a grid of settings.
package struct Sweep: Sendable {
  /// The most points that a sweep may have.
  package static let limit = 10_000

  /// What is varied, in the order in which it was asked for.
  package let axes: [SweepAxis]

  /// The product of some axes.
  package init(_ axes: [SweepAxis]) throws(SweepMistake) {
    for (place, axis) in axes.enumerated() {
      if axis.values.isEmpty { throw .noValues(axis.path) }
      if axes[..<place].contains(where: { $0.path == axis.path }) {
        throw .repeatedPath(axis.path)
      }
    }
    let count = axes.reduce(1.0) { $0 * Double($1.values.count) }
    guard count <= Double(Self.limit) else {
      throw .tooManyPoints(Int(min(count, 1e15)), limit: Self.limit)
    }
    self.axes = axes
  }

  /// Reads what was given as `--set`, an axis each.
  package init(reading settings: [String]) throws(SweepMistake) {
    var axes: [SweepAxis] = []
    for setting in settings { axes.append(try SweepAxis(reading: setting)) }
    try self.init(axes)
  }

  /// The values at every point, an axis each; the last axis varies fastest.
  package var points: [[String]] {
    axes.reduce([[]]) { points, axis in
      points.flatMap { point in axis.values.map { point + [$0] } }
    }
  }

  /// The scenario at every point, in the order of the points; mistakes as when a file is read.
  ///
  /// - Parameters:
  ///   - variant: The variant to vary; `nil` for the scenario as it stands.
  package func variants(
    of source: SourceText, variant: String? = nil, traces: @escaping (String) -> TraceFile
  ) throws(SettingMistake) -> (variants: [ScenarioDocument.Variant]?, mistakes: [Mistake]) {
    var points: [ScenarioDocument.Point] = []
    for values in self.points {
      var settings: [Setting] = []
      for (axis, value) in zip(axes, values) {
        settings.append(try Setting(value, at: axis.path))
      }
      let name = settings.map { "\($0.path)=\($0.value)" }.joined(separator: ", ")
      points.append(ScenarioDocument.Point(name: name, settings: settings))
    }
    return try ScenarioDocument.read(source, variant: variant, points: points, traces: traces)
  }
}

/// What came of a sweep: a table of points by criteria, and heat maps of it.
package struct SweepResult: Sendable {
  /// What was varied.
  package let sweep: Sweep
  /// What came of it; the variants are the points in their order.
  package let result: ExperimentResult

  /// The results of the points of a sweep.
  ///
  /// - Precondition: The result's variants are the sweep's points.
  package init(_ sweep: Sweep, _ result: ExperimentResult) {
    precondition(
      sweep.points.count == result.variants.count,
      "\(result.variants.count) results for \(sweep.points.count) points")
    self.sweep = sweep
    self.result = result
  }

  /// The place of a point among all, by the place of its value on each axis.
  package func place(of values: [Int]) -> Int {
    zip(sweep.axes, values).reduce(0) { $0 * $1.0.values.count + $1.1 }
  }

  /// How every point differs from the one with the lowest mean of a criterion.
  ///
  /// The differences are taken replication by replication; there is none of the lowest itself, and
  /// nothing at all where no point has a value.
  package func differencesFromLowest(of criterion: Int) -> [Difference?] {
    let means = result.variants.indices.map { result.summary(of: criterion, for: $0).mean }
    let lowest = means.indices.filter { means[$0] != nil }
      .min { (means[$0] ?? 0, $0) < (means[$1] ?? 0, $1) }
    guard let lowest else { return [] }
    let others = result.variants.indices.filter { $0 != lowest }
    let family = Difference.family(
      of: result.criteria[criterion], result.observations(of: criterion),
      pairs: others.map { ($0, lowest) }, confidence: result.confidence)
    var differences = [Difference?](repeating: nil, count: result.variants.count)
    for (other, difference) in zip(others, family) { differences[other] = difference }
    return differences
  }

  /// The means of a criterion over the first axis (rows) and the second (columns); of further axes
  /// the values at some places are looked at.
  ///
  /// - Precondition: The sweep has at least two axes, and `others` a place for each further one.
  package func heatMap(of criterion: Int, others: [Int] = []) -> [[Double?]] {
    precondition(
      sweep.axes.count == others.count + 2,
      "\(sweep.axes.count) axes and \(others.count) fixed places make no heat map")
    return sweep.axes[0].values.indices.map { row in
      sweep.axes[1].values.indices.map { column in
        result.summary(of: criterion, for: place(of: [row, column] + others)).mean
      }
    }
  }
}
