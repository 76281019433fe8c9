import Simulation

/// What became of the messages of a service.
struct ServiceOutcome {
  let scenario: ServiceScenario
  var sent = 0
  var completed = 0
  /// Messages that lie or wait somewhere at the end.
  var open = 0
  /// Why the run failed, if it did.
  var failure: String?

  /// What is wrong, if anything: healthy readers are never more than ten seconds behind.
  var mistake: String? {
    if let failure { return failure }
    if sent != completed + open { return "sent: \(sent), accounted for: \(completed + open)" }
    let rate = ServiceScenario.lightLoad * Double(scenario.load)
    let expected = rate * scenario.duration.seconds
    if scenario.isRead, Double(open) > 10 * rate { return "\(open) messages are still open" }
    if !scenario.isRead, completed > 0 { return "\(completed) messages completed by nobody" }
    return Confidence.mistake(
      "sent", Double(sent), expected: expected, within: Confidence.z999 * expected.squareRoot())
  }
}

extension Row {
  /// Each service between a producer and its readers: how fast, how flat, and what a message takes
  /// that waits in it.
  static func services(effort: Options.Effort) -> [Row] {
    ServiceScenario.Service.allCases.flatMap { service in
      [speed(of: service, effort: effort), flatness(of: service, effort: effort)]
        + (memory(of: service).map { [$0] } ?? [])
    }
  }

  private static func speed(
    of service: ServiceScenario.Service, effort: Options.Effort
  ) -> Row {
    Row(
      "\(service), 5,000 messages a second", in: .millionsPerSecond(of: "messages"), runLimit: 3,
      subject: { SwiftSide.run(heavy(service, effort)) }, check: \.mistake)
  }

  private static func flatness(
    of service: ServiceScenario.Service, effort: Options.Effort
  ) -> Row {
    Row(
      "\(service), load 100 to 1", in: .nanoseconds(per: "message"), goal: .ratioAtMost(1.3),
      runLimit: 3, subject: { SwiftSide.run(heavy(service, effort)) },
      reference: {
        SwiftSide.run(
          ServiceScenario(service: service, duration: .minutes(effort == .quick ? 60 : 600)))
      },
      check: \.mistake)
  }

  private static func heavy(
    _ service: ServiceScenario.Service, _ effort: Options.Effort
  ) -> ServiceScenario {
    ServiceScenario(
      service: service, load: 100, duration: .minutes(effort == .quick ? 2 : 10))
  }

  /// What a message takes that waits; tasks and pipes leave theirs in a queue, which has a row of its own.
  private static func memory(of service: ServiceScenario.Service) -> Row? {
    let backlogs: (Workload, Workload)? =
      switch service {
      case .topic: (.topicBacklog, .twiceTheTopicBacklog)
      case .bus: (.busBacklog, .twiceTheBusBacklog)
      case .stream: (.streamBacklog, .twiceTheStreamBacklog)
      case .kafka: (.kafkaBacklog, .twiceTheKafkaBacklog)
      case .fifo: (.fifoBacklog, .twiceTheFIFOBacklog)
      case .rabbit: (.rabbitBacklog, .twiceTheRabbitBacklog)
      case .active: (.activeBacklog, .twiceTheActiveBacklog)
      case .containers, .pipe: nil
      }
    return backlogs.map {
      Row(growth: $0, named: "memory, message unread, \(service)", per: \.waiting)
    }
  }
}

extension SwiftSide {
  /// A service in a world, with its rules, metrics, books and costs.
  static func run(_ scenario: ServiceScenario) -> Trial<ServiceOutcome> {
    let blueprint = scenario.blueprint
    return Trial(per: { Double($0.sent) }) {
      var outcome = ServiceOutcome(scenario: scenario)
      do {
        var world = World(blueprint)
        let outcomes = try world.run().outcomes
        outcome.sent = outcomes.offered
        outcome.completed = outcomes.completed
        outcome.open = outcomes.stuck + outcomes.pending
      } catch {
        outcome.failure = "\(error)"
      }
      return outcome
    }
  }
}
