import Simulation

/// Orders as sagas of five states, each a task that another component does.
struct SagaScenario {
  /// How many orders come a second.
  var rate = 1_000.0
  /// For how many seconds they come.
  var seconds: Int64 = 100
  /// Whether the last task is never answered, so that all executions stay open.
  var staysOpen = false

  private static let names = ["reserve", "charge", "ship", "bill", "thank"]

  /// What a run of the scenario depends on.
  var blueprint: Blueprint {
    var blueprint = Blueprint()
    blueprint.seed = 322
    blueprint.duration = .seconds(Int(seconds))
    blueprint.period = .minutes(1)
    var services = DependencySettings()
    services.latency = .exponential(mean: 0.05)
    blueprint.components = [
      .init(name: "saga", settings: machine), .init(name: "services", settings: services),
      .init(name: "silent", settings: services),
    ]
    if staysOpen { blueprint.faults = [hang] }
    var shop = ProducerSettings()
    shop.target = "saga"
    shop.arrivals = .poisson(rate: rate)
    shop.message.body = .object([("order", .string("o-1")), ("amount", .number(499))])
    blueprint.producers = [Named("shop", shop)]
    return blueprint
  }

  private var machine: StateMachineSettings {
    var settings = StateMachineSettings()
    settings.definition = definition
    settings.bindings = Self.names.map { name in
      var binding = StateMachineSettings.Binding()
      binding.target = name == "thank" ? "silent" : "services"
      binding.effect = name
      return Named(Self.resource(name), binding)
    }
    settings.startRateLimit = 1e6
    settings.startBurst = 1_000_000
    settings.transitionRateLimit = 1e6
    return settings
  }

  private static func resource(_ name: String) -> String {
    "arn:aws:lambda:us-east-1:123456789012:function:\(name)"
  }

  private var definition: JSONValue {
    let states = Self.names.enumerated().map { place, name -> (key: String, value: JSONValue) in
      var members: [(key: String, value: JSONValue)] = [
        ("Type", .string("Task")), ("Resource", .string(Self.resource(name))),
        ("ResultPath", .string("$." + name)), ("TimeoutSeconds", .number(3_600)),
      ]
      let isLast = place == Self.names.count - 1
      members.append(
        isLast ? ("End", .bool(true)) : ("Next", .string(Self.names[place + 1])))
      return (name, .object(members))
    }
    return .object([("StartAt", .string(Self.names[0])), ("States", .object(states))])
  }

  private var hang: Fault {
    var fault = Fault()
    fault.action = .dependencyHang
    fault.target = "silent"
    fault.at = .start
    return fault
  }
}

/// What became of the sagas of a run.
struct SagaOutcome {
  let sent: Int
  let committed: Int
  let open: Int
  let expected: Double

  /// What is wrong, if anything.
  var mistake: String? {
    if sent != committed + open { return "sent: \(sent), accounted for: \(committed + open)" }
    return Confidence.mistake(
      "sent", Double(sent), expected: expected, within: Confidence.z999 * expected.squareRoot())
  }
}

extension SwiftSide {
  /// Sagas in a world, with their tasks, quotas, bills and the ledger of transactions.
  static func sagas(_ scenario: SagaScenario) -> Trial<SagaOutcome?> {
    let blueprint = scenario.blueprint
    return Trial(per: { Double($0?.sent ?? 1) }) {
      var world = World(blueprint)
      guard let result = try? world.run(), let sagas = result.sagas?.outcomes else { return nil }
      return SagaOutcome(
        sent: result.outcomes.offered, committed: sagas.committed, open: sagas.open,
        expected: scenario.rate * Double(scenario.seconds))
    }
  }
}

extension Row {
  /// Executions of five states: a hundred thousand a second at least.
  static var sagas: Row {
    Row(
      "sagas of five states", in: .nanoseconds(per: "execution"), goal: .valueAtMost(10_000),
      subject: { SwiftSide.sagas(SagaScenario()) },
      check: { $0.map { $0.mistake } ?? "the run failed" })
  }
}
