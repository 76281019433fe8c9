/// What the tasks of a state machine answer when nobody does them: for each state a list, from which
/// the n-th attempt takes the n-th entry, and the last one repeats.
package struct TaskMocks: Sendable {
  /// How an attempt ends.
  package enum Answer: Equatable, Sendable {
    case result(JSONValue)
    case failure(error: String, cause: String?)
  }

  /// What an attempt comes to.
  package struct Response: Equatable, Sendable {
    /// How it ends.
    package let answer: Answer
    /// How long it takes; an extension of ours.
    package let duration: Interval
  }

  /// A mistake in a document of mocks.
  package struct Mistake: Error, Hashable, Sendable {
    /// What is wrong, as a part of a sentence.
    package let reason: String
    /// Where, such as `Charge[1]`.
    package let place: String
  }

  private var responses: [String: [Response]] = [:]

  /// No mocks at all.
  package init() {}

  /// What the attempts of a state come to; the first has the number 0.
  package func response(of state: String, attempt: Int) -> Response? {
    guard let list = responses[state], let last = list.last else { return nil }
    return attempt < list.count ? list[attempt] : last
  }

  // MARK: Reading

  /// Reads `{"StateName": [{"Return": …}, {"Throw": {"Error": …, "Cause": …}}, …]}`.
  package init(_ document: JSONValue) throws(Mistake) {
    guard case .object(let states) = document else {
      throw Mistake(
        reason: "mocks are an object with a member for each state, such as "
          + "{\"Charge\": [{\"Return\": {}}]}", place: "mocks")
    }
    if document["StateMachines"] != nil, document["MockedResponses"] != nil {
      let cases = Self.testCases(of: document)
      throw Mistake(
        reason: "this is a MockConfigFile.json; choose a test case with --test-case: "
          + (cases.isEmpty ? "it has none" : cases.joined(separator: ", ")), place: "mocks")
    }
    for state in states { responses[state.key] = try Self.list(state.value, at: state.key) }
  }

  /// Reads a test case of a `MockConfigFile.json` of Step Functions Local
  /// (https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html).
  ///
  /// - Parameter testCase: The case's name, with the state machine's name and `#` before it where
  ///   several machines have a case of that name.
  package init(configuration document: JSONValue, testCase: String) throws(Mistake) {
    guard case .object(let machines)? = document["StateMachines"] else {
      throw Mistake(reason: "there is no object \"StateMachines\"", place: "mocks")
    }
    let parts = testCase.split(separator: "#", maxSplits: 1).map { String($0) }
    let wantedMachine = parts.count == 2 ? parts[0] : nil
    let wantedName = parts.count == 2 ? parts[1] : testCase
    var found: [JSONValue] = []
    var known: [String] = []
    for machine in machines {
      guard case .object(let cases)? = machine.value["TestCases"] else { continue }
      known += cases.map { machine.key + "#" + $0.key }
      if let wantedMachine, wantedMachine != machine.key { continue }
      found += cases.filter { $0.key == wantedName }.map(\.value)
    }
    guard found.count == 1, case .object(let states) = found[0] else {
      let problem = found.isEmpty ? "no" : "more than one"
      throw Mistake(
        reason:
          "there is \(problem) test case '\(testCase)' among \(known.joined(separator: ", "))",
        place: "StateMachines")
    }
    for state in states {
      guard case .string(let name) = state.value, let responses = document["MockedResponses"]?[name]
      else {
        throw Mistake(
          reason: "it names no member of \"MockedResponses\"", place: "\(testCase)/\(state.key)")
      }
      self.responses[state.key] = try Self.list(responses, at: "MockedResponses/\(name)")
    }
  }

  /// The test cases of a `MockConfigFile.json`, each with its machine's name where there are several.
  private static func testCases(of document: JSONValue) -> [String] {
    guard case .object(let machines)? = document["StateMachines"] else { return [] }
    return machines.flatMap { machine in
      guard case .object(let cases)? = machine.value["TestCases"] else { return [String]() }
      return cases.map { (machines.count == 1 ? "" : machine.key + "#") + $0.key }
    }
  }

  private static func list(
    _ value: JSONValue, at place: String
  ) throws(Mistake) -> [Response] {
    switch value {
    case .array(let entries):
      guard !entries.isEmpty else { throw Mistake(reason: "the list is empty", place: place) }
      var responses: [Response] = []
      for (number, entry) in entries.enumerated() {
        responses.append(try response(entry, at: "\(place)[\(number)]"))
      }
      return responses
    case .object(let members) where members.contains { $0.key == "Return" || $0.key == "Throw" }:
      return [try response(value, at: place)]
    case .object(let members) where !members.isEmpty: return try ranges(members, at: place)
    default: throw Mistake(reason: "there is no list of answers", place: place)
    }
  }

  /// Reads `{"0": …, "1-2": …}`: answers by the numbers of the attempts, without a gap.
  private static func ranges(
    _ members: [(key: String, value: JSONValue)], at place: String
  ) throws(Mistake) -> [Response] {
    var responses: [Int: Response] = [:]
    for member in members {
      let inner = "\(place)/\(member.key)"
      let bounds = member.key.split(separator: "-", omittingEmptySubsequences: false)
        .map { Int($0) }
      guard (1...2).contains(bounds.count), let first = bounds[0], let last = bounds.last ?? nil,
        first >= 0, first <= last, last < 10_000
      else {
        throw Mistake(
          reason: "the key is neither a number nor a range such as \"1-2\"", place: inner)
      }
      let response = try response(member.value, at: inner)
      for number in first...last {
        guard responses.updateValue(response, forKey: number) == nil else {
          throw Mistake(reason: "attempt \(number) has two answers", place: inner)
        }
      }
    }
    let list = (0..<responses.count).compactMap { responses[$0] }
    guard list.count == responses.count else {
      throw Mistake(reason: "the attempts leave a gap: they count from 0", place: place)
    }
    return list
  }

  private static func response(
    _ value: JSONValue, at place: String
  ) throws(Mistake) -> Response {
    guard case .object(let members) = value else {
      throw Mistake(reason: "an answer is an object with \"Return\" or \"Throw\"", place: place)
    }
    for member in members where !["Return", "Throw", "After"].contains(member.key) {
      throw Mistake(
        reason: "an answer has \"Return\" or \"Throw\", and perhaps \"After\", but no "
          + "\"\(member.key)\"", place: place)
    }
    let duration = try duration(value["After"], at: place)
    switch (value["Return"], value["Throw"]) {
    case (let result?, nil): return Response(answer: .result(result), duration: duration)
    case (nil, let failure?):
      guard case .string(let error)? = failure["Error"] else {
        throw Mistake(reason: "\"Throw\" needs an \"Error\" that is a text", place: place)
      }
      var cause: String?
      if case .string(let text)? = failure["Cause"] { cause = text }
      return Response(answer: .failure(error: error, cause: cause), duration: duration)
    default:
      throw Mistake(reason: "an answer has either \"Return\" or \"Throw\"", place: place)
    }
  }

  private static func duration(
    _ value: JSONValue?, at place: String
  ) throws(Mistake) -> Interval {
    guard let value else { return .zero }
    guard case .number(let seconds, _) = value, seconds >= 0 else {
      throw Mistake(reason: "\"After\" is a number of seconds of at least zero", place: place)
    }
    return Interval(seconds: seconds)
  }
}

extension TaskMocks.Mistake: CustomStringConvertible {
  package var description: String { "\(place): \(reason)" }
}
