/// A row's best run of each side.
struct Measurement {
  let row: Row
  /// In the row's unit.
  let value: Double
  /// In the row's unit.
  let reference: Double?
  /// What the self-checks found, each finding once.
  let mistakes: [String]

  /// The value as a multiple of the reference.
  var ratio: Double? { reference.map { value / $0 } }
  /// Whether the goal is reached, by a right result; nil for a row without a goal.
  var reachesGoal: Bool? {
    row.goal.map { mistakes.isEmpty && $0.isReached(value: value, reference: reference) }
  }

  /// Runs both sides in turn, so that what slows the machine for a while slows both alike.
  init(of row: Row, runs: Int) {
    var best = Double.infinity
    var bestOfReference = Double.infinity
    var mistakes: [String] = []
    func note(_ sample: Row.Sample, of side: String) -> Double {
      let mistake = sample.mistake.map { "\(side): \($0)" }
      if let mistake, !mistakes.contains(mistake) { mistakes.append(mistake) }
      return sample.cost
    }
    for _ in 0..<min(runs, row.runLimit) {
      best = min(best, note(row.subject(), of: "measured"))
      guard let reference = row.reference else { continue }
      bestOfReference = min(bestOfReference, note(reference(), of: "reference"))
    }
    self.row = row
    self.mistakes = mistakes
    value = row.unit.value(of: best)
    reference = row.reference == nil ? nil : row.unit.value(of: bestOfReference)
  }
}
