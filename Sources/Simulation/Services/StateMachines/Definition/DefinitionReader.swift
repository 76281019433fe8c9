/// Reads a definition in the Amazon States Language, and notes all that the service would refuse.
///
/// The rules are those of https://states-language.net and of what `ValidateStateMachineDefinition` is
/// known to answer; where both are silent, a definition is taken.
package struct DefinitionReader {
  /// What came of reading: a machine, unless the service would refuse the definition.
  package struct Outcome: Sendable {
    /// The machine; `nil` where there is a mistake.
    package let machine: StateMachine?
    /// Mistakes and warnings, in the order in which they were found.
    package let findings: [DefinitionFinding]
  }

  /// The largest definition that `CreateStateMachine` takes, in characters.
  private static let longestDefinition = 1_048_576
  static let longestName = 80
  static let seconds = 1...99_999_999

  let kind: StateMachine.Kind
  var findings: [DefinitionFinding] = []
  var states: [StateMachine.State?] = []
  var flows: [Int] = []
  /// Where each state's name was seen first.
  var namePlaces: [String: String] = [:]
  var labels: Set<String> = []
  var machineLanguage = StateMachine.QueryLanguage.jsonPath

  /// Reads a definition.
  package static func read(_ bytes: [UInt8], kind: StateMachine.Kind = .standard) -> Outcome {
    var reader = DefinitionReader(kind: kind)
    let document: JSONValue
    do throws(JSONReader.Mistake) {
      document = try JSONReader.read(bytes, duplicateKeys: .refused)
    } catch {
      let place = "line \(error.line), column \(error.column)"
      reader.note(.invalidJSON, "there is \(error.reason)", at: place)
      return Outcome(machine: nil, findings: reader.findings)
    }
    if bytes.count > longestDefinition {
      reader.note(
        .schema, "The definition has more than \(longestDefinition) characters", at: "/")
    }
    return reader.machine(from: document, looksAtCircumstances: looksAtCircumstances(bytes))
  }

  /// What a definition cannot do without when it looks at the clock or at the context object.
  private static let signs = ["$$", "context", "$now", "$millis", "Timestamp"]

  private static func looksAtCircumstances(_ bytes: [UInt8]) -> Bool {
    signs.contains { sign in
      let sign = Array(sign.utf8)
      return bytes.indices.contains { bytes[$0...].starts(with: sign) }
    }
  }

  /// Reads a definition from a text.
  package static func read(_ text: String, kind: StateMachine.Kind = .standard) -> Outcome {
    read(Array(text.utf8), kind: kind)
  }

  private init(kind: StateMachine.Kind) { self.kind = kind }

  mutating func note(_ code: DefinitionFinding.Code, _ reason: String, at place: String) {
    findings.append(DefinitionFinding(code: code, reason: reason, place: place))
  }

  private mutating func machine(
    from document: JSONValue, looksAtCircumstances: Bool
  ) -> Outcome {
    guard case .object = document else {
      note(.schema, "Definition must be a valid JSON object", at: "/")
      return Outcome(machine: nil, findings: findings)
    }
    var fields = DefinitionFields(document, at: "", language: .jsonPath)
    checkFields(
      fields,
      allowed: [
        "Comment", "QueryLanguage", "StartAt", "TimeoutSeconds", "Version", "States",
      ])
    _ = text("Comment", of: fields)
    if let version = text("Version", of: fields), version != "1.0" {
      note(.schema, "Value should be one of the following: [1.0]", at: "/Version")
    }
    machineLanguage = language(of: fields) ?? .jsonPath
    fields.language = machineLanguage
    let timeout = whole("TimeoutSeconds", of: fields, in: Self.seconds)
    flow(fields)
    let read = states.compactMap { $0 }
    guard !findings.contains(where: { $0.severity == .error }), read.count == states.count else {
      return Outcome(machine: nil, findings: findings)
    }
    let machine = StateMachine(
      kind: kind, timeoutSeconds: timeout, states: read, flows: flows,
      looksAtCircumstances: looksAtCircumstances)
    return Outcome(machine: machine, findings: findings)
  }

  /// Reads `StartAt` and `States` of one level, and says which flow it is.
  @discardableResult
  mutating func flow(_ fields: DefinitionFields) -> Int {
    let flow = flows.count
    flows.append(0)
    let missing = ["StartAt", "States"].filter { fields[$0] == nil }
    if !missing.isEmpty {
      note(
        .schema, "These fields are required: [\(missing.joined(separator: ", "))]",
        at: fields.shownPlace)
    }
    let start = text("StartAt", of: fields)
    guard let value = fields["States"] else { return flow }
    guard case .object(let members) = value else {
      note(.schema, "Value should be an object", at: fields.place + "/States")
      return flow
    }
    if members.isEmpty { note(.schema, "Value cannot be empty", at: fields.place + "/States") }
    var level = DefinitionLevel(
      names: members.map(\.key), firstState: states.count, language: fields.language)
    states += members.map { _ in nil }
    for (place, member) in members.enumerated() {
      let path = fields.place + "/States/" + member.key
      checkName(member.key, at: path)
      states[level.firstState + place] = state(
        member.key, DefinitionFields(member.value, at: path, language: level.language), &level)
    }
    if let start {
      if let place = level.place(of: start) {
        flows[flow] = place
        checkGraph(level, from: place - level.firstState, at: fields.place)
      } else {
        note(.missingTarget, "Missing 'StartAt' target: \(start)", at: fields.place + "/StartAt")
      }
    }
    return flow
  }

  private mutating func checkName(_ name: String, at place: String) {
    if name.isEmpty { note(.invalidStateName, "The state name is empty", at: place) }
    if name.unicodeScalars.count > Self.longestName {
      note(
        .invalidStateName,
        "The state name exceeds the \(Self.longestName)-character limit allowed by the service",
        at: place)
    }
    if namePlaces[name] != nil {
      note(.duplicateStateName, "Duplicate State name: \(name)", at: place)
    } else {
      namePlaces[name] = place
    }
  }

  /// Notes states that nothing leads to, and a level that never ends.
  private mutating func checkGraph(
    _ level: DefinitionLevel, from start: Int, at place: String
  ) {
    var reached: Set<Int> = [start]
    var open = [start]
    while let state = open.popLast() {
      for target in level.targets[state] ?? [] where reached.insert(target).inserted {
        open.append(target)
      }
    }
    for (state, name) in level.names.enumerated() where !reached.contains(state) {
      note(
        .missingTarget, "State \"\(name)\" is not reachable.", at: place + "/States/" + name)
    }
    if level.terminalCount == 0, !level.names.isEmpty {
      note(.missingEndState, "Workflow has no terminal state", at: place + "/States")
    }
  }
}

/// One level of a definition while it is read: its states' names, and which leads where.
struct DefinitionLevel {
  let names: [String]
  /// The place of its first state among all.
  let firstState: Int
  let language: StateMachine.QueryLanguage
  /// Which states a state leads to, by their places in the level.
  var targets: [Int: [Int]] = [:]
  var terminalCount = 0

  /// The place of a state among all.
  func place(of name: String) -> Int? {
    names.firstIndex { $0.utf8.elementsEqual(name.utf8) }.map { firstState + $0 }
  }
}
