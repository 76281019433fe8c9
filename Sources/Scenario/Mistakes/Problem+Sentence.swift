/// The sentences of all problems: lower case and without a full stop, to follow `error: `.
extension Problem {
  /// What is wrong, what was given, what is allowed, and the fix where it can be known.
  package var sentence: String {
    switch self {
    case .source(let problem): problem.sentence
    case .syntax(let problem): problem.sentence
    case .lexical(let problem): problem.sentence
    case .value(let subject, let problem):
      problem.sentence(about: subject.isEmpty ? "the scenario" : subject.named)
    case .keys(let problem): problem.sentence
    case .reference(let problem): problem.sentence
    case .scenario(let problem): problem.sentence
    case .component(let problem): problem.sentence
    case .fault(let problem): problem.sentence
    case .place(let problem): problem.sentence
    case .expectation(let problem): problem.sentence
    case .trace(let problem): problem.sentence
    case .advice(let lint): "\(lint.sentence) [\(lint.rule.rawValue)]"
    }
  }
}

extension SourceProblem {
  fileprivate var sentence: String {
    switch self {
    case .empty: "the file is empty; 'faultline init' writes a scenario to start from"
    case .blank: "the file has no value in it; 'faultline init' writes a scenario to start from"
    case .tooLarge(let bytes, let limit):
      "the file has \(bytes.grouped) bytes; a scenario may have up to \(limit.grouped)"
    case .binary: "the file is not text: there is a zero byte here"
    case .encoding(let name): "the file is \(name); save it as UTF-8"
    case .invalidUTF8(let byte):
      "the byte 0x\(String(byte, radix: 16)) is not UTF-8; save the file as UTF-8"
    }
  }
}

extension KeyProblem {
  fileprivate var sentence: String {
    switch self {
    case .unknown(let key, let nearest?, _):
      "unknown key \(key.named); did you mean \(nearest.named)?"
    case .unknown(let key, nil, let known):
      known.isEmpty
        ? "unknown key \(key.named); nothing may stand here"
        : "unknown key \(key.named); use \(known.map(\.named).joined(lastBy: "or"))"
    case .missing(let key, let allowed): "\(key.named) is missing; add \(allowed.phrase)"
    case .undecided(_, let correction?, _):
      "unknown key \(correction.found.named); did you mean \(correction.meant.named)?"
    case .undecided(let subject, nil, let keys):
      "\(subject.named) needs one of the keys \(keys.map(\.named).joined(lastBy: "or"))"
    case .ambiguous(let subject, let found):
      "\(subject.named) has \(found.map(\.named).joined(lastBy: "and")); keep one of them"
    case .emptyName: "a name may not be empty"
    }
  }
}

extension ReferenceProblem {
  /// Fields of a definition of Step Functions in which null has a meaning of its own.
  private static let pathsThatMayBeNull = ["InputPath", "OutputPath", "ResultPath"]

  fileprivate var sentence: String {
    switch self {
    case .unknown(let kind, let name, let nearest?):
      "no \(kind.rawValue) \(name.named); did you mean \(nearest.named)?"
    case .unknown(let kind, let name, nil):
      "no \(kind.rawValue) \(name.named) in the scenario"
    case .wrongType(let subject, let name, let type, let allowed):
      "\(name.named) is \(type.withArticle); \(subject.named) takes "
        + allowed.map(\.withArticle).joined(lastBy: "or")
    case .nothingToRemove(let name, let nearest?):
      "there is no \(name.named) to remove; did you mean \(nearest.named)?"
    case .nothingToRemove(let name, nil) where Self.pathsThatMayBeNull.contains(name):
      "there is no \(name.named) to remove, which is what null asks for in a variant; put a "
        + "definition that has null itself into a file"
    case .nothingToRemove(let name, nil):
      "there is no \(name.named) to remove, which is what null asks for in a variant"
    }
  }
}
