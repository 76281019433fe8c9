package import Simulation

/// An execution of a definition by hand, from files: the definition, the input and the mocks.
package struct HandRun: Sendable {
  /// The files and choices of a run.
  package struct Settings: Sendable {
    /// The definition.
    package var definition: String
    /// The input; an empty object without a file.
    package var input: String?
    /// What the tasks answer.
    package var mocks: String?
    /// The test case of a `MockConfigFile.json`.
    package var testCase: String?
    /// What kind of workflow executes the definition.
    package var kind = StateMachine.Kind.standard
    /// What chance grows from.
    package var seed: UInt64 = 1
    /// When the execution is stopped by hand, unless it has ended before.
    package var patience: Interval?
    /// What a clock on the wall shows at the start.
    package var start: CivilTime?

    /// A run of a definition with nothing else given.
    package init(definition: String) { self.definition = definition }
  }

  /// The largest file of input or mocks, in bytes.
  private static let limit = 1 << 24

  private let run: MockedExecution

  /// Reads the files and executes the definition.
  ///
  /// - Throws: `InputError` for a file that cannot be read, `MistakenDefinition` for one that is
  ///   mistaken, and where a task has no mock.
  package init(_ settings: Settings) throws {
    let machine = try DefinitionFile(
      reading: settings.definition, kind: settings.kind
    ).meaning()
    let input = try settings.input.map { try Self.document($0) } ?? .object([])
    let mocks = try Self.mocks(settings)
    let identity = StateMachineExecution.Identity(machineName: Self.name(of: settings.definition))
    do throws(MockedExecution.MissingMock) {
      run = try MockedExecution(
        of: machine, input: input, mocks: mocks, seed: settings.seed, identity: identity,
        clock: settings.start.map { WallClock(origin: $0) } ?? WallClock(),
        stoppedAfter: settings.patience)
    } catch {
      throw MistakenDefinition(
        "the task of the state '\(error.stateName)' has no mock; give one with "
          + "--mocks: {\"\(error.stateName)\": [{\"Return\": …}]}")
    }
  }

  private static func document(_ path: String) throws -> JSONValue {
    let bytes = try InputFile.allBytes(of: path, limit: limit)
    do throws(JSONReader.Mistake) {
      return try JSONReader.read(bytes)
    } catch {
      throw MistakenDefinition(
        "\(CellText.printable(path)):\(error.line):\(error.column): there is \(error.reason)")
    }
  }

  private static func mocks(_ settings: Settings) throws -> TaskMocks {
    guard let path = settings.mocks else { return TaskMocks() }
    let document = try document(path)
    do throws(TaskMocks.Mistake) {
      guard let testCase = settings.testCase else { return try TaskMocks(document) }
      return try TaskMocks(configuration: document, testCase: testCase)
    } catch {
      throw MistakenDefinition(CellText.printable("\(path): \(error)"))
    }
  }

  /// The file's name without its folder and endings: what the machine is called.
  private static func name(of path: String) -> String {
    let file = path.split(separator: "/").last.map { String($0) } ?? path
    let name = file.split(separator: ".").first.map { String($0) } ?? file
    return name.isEmpty ? "StateMachine" : name
  }
}

// MARK: - The result

extension HandRun {
  /// The result as one JSON object.
  ///
  /// - Parameter showsDetails: Whether each event tells all that the service would.
  package func text(showsDetails: Bool) -> String {
    let (output, error, cause): (JSONValue, String?, String?) =
      switch run.outcome {
      case .succeeded(let output): (output, nil, nil)
      case .failed(let error, let cause): (.null, error, cause)
      case .timedOut: (.null, ErrorName.timeout, nil)
      case .aborted(let error, let cause): (.null, error, cause)
      }
    func shown(_ text: String?) -> String {
      text.map { JSONValue.string($0).description } ?? "null"
    }
    let events = run.execution.events.map { "    " + Self.event($0, showsDetails).description }
    return """
      {
        "status": "\(run.outcome.status)",
        "output": \(output),
        "error": \(shown(error)),
        "cause": \(shown(cause)),
        "duration": \(Self.seconds(run.duration.nanoseconds)),
        "transitions": \(run.execution.transitionCount),
        "events": [
      \(events.joined(separator: ",\n"))
        ]
      }

      """
  }

  private static func event(_ event: HistoryEvent, _ showsDetails: Bool) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [("type", .string(event.type))]
    if let name = name(of: event) { members.append(("name", .string(name))) }
    members.append(("at", .number(0, source: seconds(event.at.nanoseconds))))
    guard showsDetails else { return .object(members) }
    members.append(("id", .number(Double(event.id))))
    members.append(("previousEventId", .number(Double(event.previousID))))
    if !event.details.isEmpty { members.append(("details", .object(event.details))) }
    return .object(members)
  }

  /// The state that an event is about: of an item of a map it is the map, as in its details.
  private static func name(of event: HistoryEvent) -> String? {
    let isOfItem = event.type.hasPrefix("MapIteration")
    guard isOfItem, case .string(let map) = event.details.first(where: { $0.key == "name" })?.value
    else { return event.stateName }
    return map
  }

  /// Seconds with all their digits and none too many.
  private static func seconds(_ nanoseconds: Int64) -> String {
    let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    guard rest != 0 else { return String(whole) }
    let digits = String(rest)
    var fraction = String(repeating: "0", count: 9 - digits.count) + digits
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(whole).\(fraction)"
  }
}
