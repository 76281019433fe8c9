internal import Scenario

/// Why a sweep cannot be made.
package enum SweepMistake: Error, Hashable, Sendable {
  /// There is no `=` with values after it.
  case noValues(String)
  /// A range cannot be counted through, such as one from seconds to bytes.
  case badRange(String)
  /// A range has no end, its step being zero.
  case badStep(String)
  /// An axis has too many values.
  case tooManyValues(path: String, limit: Int)
  /// The axes make too many points.
  case tooManyPoints(Int, limit: Int)
  /// Two axes vary the same thing.
  case repeatedPath(String)
}

extension SweepMistake: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noValues(let text):
      "\(text.inQuotes) sets nothing; use path=values, such as "
        + "components.orders.visibilityTimeout=5s..60s step 5s"
    case .badRange(let text):
      "\(text.inQuotes) is no range; both ends and the step need the same kind of unit, as in "
        + "5s..60s step 5s, and a range of mixed units needs a step"
    case .badStep(let text): "the step of \(text.inQuotes) must be more than zero"
    case .tooManyValues(let path, let limit):
      "\(path.inQuotes) takes more than \(limit.grouped) values; use a wider step"
    case .tooManyPoints(let count, let limit):
      "the sweep has \(count.grouped) points, which is more than \(limit.grouped); use fewer values"
    case .repeatedPath(let path): "\(path.inQuotes) is set twice; use one list of values"
    }
  }
}
