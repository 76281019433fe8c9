/// One line of the table: what is measured, against what, and what it should reach.
///
/// All that is measured is a cost for each unit of work, in seconds or bytes: less is better, and
/// the least of several runs is the one that other programs disturbed least.
struct Row {
  /// What one run cost, and what is wrong with what it computed.
  struct Sample {
    var cost: Double
    var mistake: String?
  }

  let name: String
  let unit: Unit
  let goal: Goal?
  /// How often it makes sense to repeat the run; 1 where every run gives the same.
  let runLimit: Int
  /// Runs what is measured.
  let subject: () -> Sample
  /// Runs what it is compared with.
  let reference: (() -> Sample)?

  /// Describes a line of the table.
  ///
  /// - Parameters:
  ///   - check: Says what is wrong with an outcome, the reference's included; nil if nothing is.
  init<Outcome>(
    _ name: String, in unit: Unit, goal: Goal? = nil, runLimit: Int = .max,
    subject: @escaping () -> Trial<Outcome>, reference: (() -> Trial<Outcome>)? = nil,
    check: @escaping (Outcome) -> String? = { _ in nil }
  ) {
    func checked(_ side: @escaping () -> Trial<Outcome>) -> () -> Sample {
      {
        let trial = side()
        return Sample(cost: trial.cost, mistake: check(trial.outcome))
      }
    }
    self.name = name
    self.unit = unit
    self.goal = goal
    self.runLimit = runLimit
    self.subject = checked(subject)
    self.reference = reference.map(checked)
  }
}

/// What one run of one side cost for each unit of work, and what it led to.
struct Trial<Outcome> {
  /// In seconds or bytes.
  let cost: Double
  let outcome: Outcome

  /// A trial whose cost is known.
  init(cost: Double, outcome: Outcome) {
    self.cost = cost
    self.outcome = outcome
  }

  /// Runs a piece of work and takes its processor time.
  ///
  /// - Parameters:
  ///   - work: How many units of work an outcome stands for.
  init(per work: (Outcome) -> Double, running body: () -> Outcome) {
    let start = Stopwatch.processorSeconds
    outcome = body()
    cost = (Stopwatch.processorSeconds - start) / work(outcome)
  }
}

/// How a cost is shown.
enum Unit {
  case nanoseconds(per: String)
  /// Millions in a second: the inverse of the cost.
  case millionsPerSecond(of: String)
  case milliseconds
  case bytes(per: String)
  case megabytes

  /// The number to show for a cost in seconds or bytes.
  func value(of cost: Double) -> Double {
    switch self {
    case .nanoseconds: cost * 1e9
    case .millionsPerSecond: 1e-6 / cost
    case .milliseconds: cost * 1e3
    case .bytes: cost
    case .megabytes: cost / 1e6
    }
  }

  /// The unit's name in the table.
  var label: String {
    switch self {
    case .nanoseconds(let work): "ns/\(work)"
    case .millionsPerSecond(let work): "M \(work)/s"
    case .milliseconds: "ms"
    case .bytes(let thing): "B/\(thing)"
    case .megabytes: "MB"
    }
  }
}
