package import Scenario
package import Simulation

/// A number by which runs, and the ways to set a system up, are judged.
///
/// Summaries, comparisons, verdicts and the Pareto front are all made from one list of these.
package struct Criterion: Hashable, Sendable {
  /// What of a run is looked at.
  package enum Quantity: Hashable, Sendable {
    /// What an expectation of the same subject would be held against.
    case subject(Expectation.Subject, phase: Phase?)
    /// The outcome as a share of the messages that were offered.
    case share(Expectation.Outcome)
    /// Messages without what they asked for: see `Criterion.Dimension.loss`.
    case unserved
    /// How often any effect happened again for a message for which it had happened.
    case repeatedEffects
    /// Whether the system recovered from the last fault within the run: one or zero.
    case recovered
    /// A metric's sum over all components.
    case sum(Metric)
    /// A metric's largest sample at any component but some.
    case maximum(Metric, except: [String])
    /// Within how long a share of all messages was completed, those that never were among them.
    ///
    /// The percentiles of completed messages flatter a system that completes few; this one is cut off
    /// where fewer than the share were.
    case timeToComplete(share: Double)
    /// The cost for each message that was completed.
    case costPerCompleted
  }

  /// What a value is counted in.
  package enum Unit: String, Sendable {
    case count
    case seconds
    case dollars
    /// From 0 to 1.
    case share
  }

  /// Which values are good.
  package enum Direction: String, Sendable {
    case lessIsBetter
    case moreIsBetter
    /// Something to know, but no virtue.
    case neither
  }

  /// What a system is wanted to be good at, the weightiest first.
  package enum Dimension: String, CaseIterable, Sendable {
    /// Few messages end lost, half done, taken back or stuck, or are still open when the run ends.
    ///
    /// Fewer open ones than a thousandth of all are taken for those that the end of the run cut off.
    case loss
    /// Few effects happen twice.
    case duplicates
    /// The system recovers, and soon.
    case recovery
    /// Nearly all messages are completed soon.
    case latency
    /// Little money is spent.
    case cost
  }

  /// The name, in the spelling of expectations where they know the quantity.
  package let name: String
  /// What tables for people call it.
  package let label: String
  /// What of a run is looked at.
  package let quantity: Quantity
  /// What a value is counted in.
  package let unit: Unit
  /// Which values are good.
  package let direction: Direction
  /// The words before and after a value in a sentence whose subject is a variant.
  package let wording: Wording
  /// The dimension that the criterion stands for on the Pareto front; most stand for none.
  package var dimension: Dimension?

  /// The words around a value: "loses 12 messages".
  package struct Wording: Hashable, Sendable {
    /// The words before the value.
    package let before: String
    /// The words after it, or nothing.
    package let after: String
  }

  /// A criterion; without words of its own a sentence says that a variant "comes to" a value.
  package init(
    _ name: String, _ label: String, _ quantity: Quantity, _ unit: Unit = .count,
    _ direction: Direction = .lessIsBetter, says before: String? = nil, _ after: String = "",
    for dimension: Dimension? = nil
  ) {
    self.name = name
    self.label = label
    self.quantity = quantity
    self.unit = unit
    self.direction = direction
    wording = Wording(before: before ?? "comes to", after: before == nil ? label : after)
    self.dimension = dimension
  }

  /// Whether each run has or has not what is looked at, so that the mean is a probability.
  package var isProportion: Bool { quantity == .recovered }
}
