package import Simulation

/// What a search has learned: which arms lead to trouble, and the worst schedules so far.
///
/// Changed only between rounds, by results in the order of their runs, so that what is drawn depends
/// on the seed alone and not on which thread was faster.
struct SearchMemory: Sendable {
  private let arms: [FaultArm]
  /// The strain that runs with an arm came to, and how many there were.
  private var strains: [Double]
  private var counts: [Double]
  /// The worst schedules that broke nothing, the worst first.
  private(set) var worst: [(schedule: Exploration.Schedule, strain: Double)] = []

  private static let limit = 8

  init(arms: [FaultArm]) {
    self.arms = arms
    strains = Array(repeating: 0, count: arms.count)
    counts = Array(repeating: 0, count: arms.count)
  }

  /// Takes in what a schedule came to.
  mutating func note(_ schedule: Exploration.Schedule, strain: Double) {
    for place in schedule.arms {
      strains[place] += strain
      counts[place] += 1
    }
    guard strain < 1 else { return }
    let rank = worst.firstIndex { $0.strain < strain } ?? worst.endIndex
    worst.insert((schedule, strain), at: rank)
    if worst.count > Self.limit { worst.removeLast() }
  }

  /// Draws an arm, the more likely the more trouble it made; one that was never tried counts as bad.
  func arm(using draws: inout RandomStream) -> Int {
    let weights = arms.indices.map { place in
      let mean = (strains[place] + 0.5) / (counts[place] + 0.5)
      return 0.05 + mean * mean
    }
    var left = draws.uniform() * weights.reduce(0, +)
    for (place, weight) in weights.enumerated() {
      left -= weight
      if left <= 0 { return place }
    }
    return arms.count - 1
  }

  /// What was learned of each fault and target, the worst first; those never drawn are left out.
  var lessons: [SearchLesson] {
    var lessons: [SearchLesson] = []
    for (place, arm) in arms.enumerated() where counts[place] > 0 {
      let index = lessons.firstIndex { $0.action == arm.action && $0.target == arm.target }
      if let index {
        lessons[index].add(strains[place], of: Int(counts[place]))
      } else {
        var lesson = SearchLesson(action: arm.action, target: arm.target)
        lesson.add(strains[place], of: Int(counts[place]))
        lessons.append(lesson)
      }
    }
    return lessons.enumerated()
      .sorted { ($1.element.strain, $0.offset) < ($0.element.strain, $1.offset) }
      .map(\.element)
  }
}

/// How much trouble a fault of somebody's made in a search.
package struct SearchLesson: Hashable, Sendable {
  /// What struck.
  package let action: FaultAction
  /// Whom.
  package let target: String
  /// In how many runs.
  package private(set) var runs = 0
  private var sum = 0.0

  init(action: FaultAction, target: String) {
    self.action = action
    self.target = target
  }

  /// How near its runs came to breaking a rule on average: 1 is broken every time.
  package var strain: Double { runs == 0 ? 0 : sum / Double(runs) }

  mutating func add(_ strain: Double, of runs: Int) {
    sum += strain
    self.runs += runs
  }
}
