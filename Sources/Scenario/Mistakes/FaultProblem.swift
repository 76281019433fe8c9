/// Why a fault, or something done by hand, cannot happen as a scenario has it.
package enum FaultProblem: Hashable, Sendable {
  /// The target is not of a type that the fault strikes; the others are those that strike it.
  case cannotStrike(
    action: String, target: String, type: String, allowed: [String], others: [String])
  /// A queue that is a FIFO queue never does what a standard one may.
  case standardOnly(String, String)
  /// The target of a link fault is no link.
  case notALink(action: String, target: String)
  /// Two faults have the same `id`.
  case duplicateID(String, first: SourcePlace)
  /// Faults follow one another in a circle.
  case circle([String])
  /// Two keys contradict each other.
  case contradiction(String, String)
  /// A key means nothing without one of some others.
  case needs(String, anyOf: [String])
  /// A fault begins again before it has ended.
  case beginsBeforeEnd(every: String, duration: String)
  /// A fault fades before it has grown.
  case rampsTooLong(ramps: String, window: String)
  /// The schedule of a redrive that has none cannot be stopped.
  case noSchedule(String)
  /// A deed cannot be done to a component of this type.
  case cannotDo(deed: String, target: String, type: String, allowed: [String])
  /// A bus without archives has nothing to replay.
  case noArchive(String)
  /// The time to replay is not over when the replay begins.
  case replaysFuture(until: String, at: String)
  /// The time to replay ends before it begins; the key that says where it ends.
  case replaysNothing(from: String, to: String, String)
  /// A component has no part of that name.
  case noPart(String, String, of: String, nearest: String?)
  /// Executions of an express workflow are to be stopped.
  case expressNotStopped(String)
  /// A key belongs to another deed.
  case keyOfOtherDeed(String, deed: String, other: String)
}

extension FaultProblem {
  /// What is wrong, and the fix.
  var sentence: String {
    switch self {
    case .cannotStrike(let action, let target, let type, let allowed, let others):
      "\(action.named) strikes \(allowed.map(\.withArticle).joined(lastBy: "or")), and "
        + "\(target.named) is \(type.withArticle)"
        + (others.isEmpty ? "" : "; use \(others.map(\.inQuotes).joined(lastBy: "or"))")
    case .standardOnly(let action, let target):
      "\(action.named) strikes a standard queue, and \(target.named) is a FIFO queue, which never delivers "
        + "twice by itself; make its 'visibilityTimeout' too short, or use 'producer.duplicateSend'"
    case .notALink(let action, let target):
      "\(action.named) strikes a link, and 'target' is \(target.inQuotes); use a link such as "
        + "\"orders -> process-order\""
    case .duplicateID(let id, let first):
      "the fault at \(first) has the id \(id.named) as well; give each its own"
    case .circle(let faults): "faults wait for one another in a circle: \(faults.inCircle)"
    case .contradiction(let one, let other):
      "\(one.named) and \(other.named) contradict each other; keep one of them"
    case .needs(let key, let others):
      "\(key.named) means nothing without \(others.map(\.named).joined(lastBy: "or"))"
    case .beginsBeforeEnd(let every, let duration):
      "the fault would begin again every \(every) while it still holds for \(duration); make "
        + "'every' longer"
    case .rampsTooLong(let ramps, let window):
      "'rampUp' and 'rampDown' take \(ramps), longer than the \(window) that the fault holds"
    case .noSchedule(let target): "\(target.named) has no 'schedule' that could stop"
    case .cannotDo(let deed, let target, let type, let allowed):
      "\(deed.named) is done to \(allowed.map(\.withArticle).joined(lastBy: "or")), and "
        + "\(target.named) is \(type.withArticle)"
    case .noArchive(let bus): "\(bus.named) has no 'archives' that could be replayed"
    case .replaysFuture(let end, let begin):
      "'until' is \(end), and the replay begins at \(begin): only a time that is over can be replayed"
    case .replaysNothing(let from, let to, let key):
      "the time to replay begins at \(from) and ends at \(to), which \(key.named) says; make 'from' "
        + "earlier"
    case .noPart(let kind, let name, let owner, let nearest):
      "\(owner.named) has no \(kind) \(name.named)"
        + (nearest.map { "; did you mean \($0.named)?" } ?? "")
    case .expressNotStopped(let machine):
      "\(machine.named) is an express workflow, whose executions the service does not stop; use a "
        + "'workflowType' of \"STANDARD\""
    case .keyOfOtherDeed(let key, let deed, let other):
      "\(key.named) means nothing to \(deed.named); it belongs to \(other.named)"
    }
  }
}
