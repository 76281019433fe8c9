/// What keeps a scenario as a whole from being simulated.
package enum ScenarioProblem: Hashable, Sendable {
  /// What a scenario may have only so many of.
  package enum Countable: String, Hashable, Sendable {
    case effects = "business effects"
    case delays = "different delays of sends"
    case components
    case producers
    case faults
    case actions
    case expectations
    case steps = "steps in one handler"
    case periods
    case windows = "windows of this fault"
    case variants
  }

  /// The file is of a version that this build does not read.
  case formatVersion(Int, supported: Int)
  /// A name has letters that no name has, or too many of them.
  case badName(String)
  /// A name stands for something else in results.
  case reservedName(String)
  /// A component and a producer share a name.
  case nameTaken(String, first: SourcePlace)
  /// A component has the name that the schedule of a redrive gets.
  case nameOfSchedule(String, redrive: String)
  /// There is more of something than a scenario may have.
  case tooMany(Countable, Int, limit: Int)
  /// Advice is switched off that nobody gives.
  case unknownAdvice(String, nearest: String?)
}

extension ScenarioProblem {
  /// What is wrong, and the fix.
  var sentence: String {
    switch self {
    case .formatVersion(let version, let supported):
      "'formatVersion' is \(version); this build of Faultline reads version \(supported)"
    case .badName(let name):
      "\(name.named) cannot be a name; use 1 to 80 letters, digits, '-', '_' and '.'"
    case .reservedName(let name):
      "\(name.named) stands for the messages of the whole run in results; choose another name"
    case .nameTaken(let name, let first):
      "\(name.named) is taken by the component at \(first); results are told apart by name"
    case .nameOfSchedule(let name, let redrive):
      "\(name.named) is the name of the schedule of \(redrive.named); choose another name"
    case .tooMany(.periods, let count, let limit):
      "the run would have \(count.grouped) periods; up to \(limit.grouped) are kept, so take a "
        + "longer 'period'"
    case .tooMany(.windows, let count, let limit):
      "the fault would hold \(count.grouped) times; up to \(limit.grouped) are kept, so make "
        + "'every' or 'mtbf' longer"
    case .tooMany(let things, let count, let limit):
      "there are \(count.grouped) \(things.rawValue); a scenario may have up to \(limit.grouped)"
    case .unknownAdvice(let name, let nearest?):
      "no advice is called \(name.named); did you mean \(nearest.named)?"
    case .unknownAdvice(let name, nil):
      "no advice is called \(name.named); a warning's name stands in brackets at its end"
    }
  }
}
