/// A fault of a scenario: what happens to whom, when, how often and how badly.
package struct Fault: Described {
  /// When in the course of an invocation an injected error strikes.
  package enum Moment: String, CaseIterable, Sendable {
    /// The handler never runs: no side effect.
    case before
    /// The handler has run: its side effects have happened.
    case after
  }

  /// Which way over a link a fault acts.
  package enum Direction: String, CaseIterable, Sendable {
    case request
    case response
    case both
  }

  /// What happens.
  package var action = FaultAction.dependencyOutage
  /// The scenario's name for the fault; empty when it gave none.
  package var id = ""
  /// Whom it strikes: a component, a producer, or a link `"from -> to"`.
  package var target = ""
  /// When it first begins, unless it follows another fault.
  package var at: Instant?
  /// The fault whose end it waits for; `at` is then counted from that end.
  package var after: String?
  /// How long it holds; `nil` is until the end of the run.
  package var duration: Interval?
  /// The share of calls or messages that it touches.
  package var percentage = 1.0
  /// How long it takes to grow to its full share.
  package var rampUp = Interval.zero
  /// How long before its end it begins to fade.
  package var rampDown = Interval.zero
  /// How long after each beginning it begins again; `nil` strikes once.
  package var every: Interval?
  /// The mean time between its end and its next beginning, for faults at random times.
  package var meanTimeBetween: Interval?
  /// The mean time that a fault at a random time holds.
  package var meanTimeToRepair: Interval?

  /// How many times longer things take.
  package var latencyFactor = 1.0
  /// How much longer things take.
  package var latencyAddition = Distribution.constant(0)
  /// The share of calls that fail, beside other troubles.
  package var errorShare = 0.0
  /// The share of the capacity that is gone.
  package var capacityLost = 0.5
  /// What passes a rate limit, per second.
  package var allowedRate = 1.0
  /// How many times its normal rate a producer sends.
  package var spikeFactor = 10.0
  /// How many of those that there are the fault strikes.
  package var count = 1
  /// How much later something begins or arrives.
  package var delay = Distribution.constant(1)
  /// When an injected error strikes.
  package var errorMoment = Moment.before
  /// The state whose tasks fail; `nil` for those of all states.
  package var stateName: String?
  /// The name of the error with which tasks fail.
  package var errorName = ErrorName.taskFailed
  /// Which way over a link the fault acts.
  package var direction = Direction.both
  /// How long a caller takes to notice that request or reply got lost.
  package var noticedAfter = Interval.seconds(30)
  /// The share of what passes that gets lost.
  package var lossShare = 0.0
  /// How an outage of a place shows to callers.
  package var symptom = OutageSymptom.hang
  /// How long load balancers go on sending calls to a zone that is gone.
  package var shiftedAfter = Interval.seconds(60)
  /// The part of its target that the fault strikes, where the loss of a zone is behind it.
  var zonePart: ZonePart?

  package init() {}

  /// The keys that every fault has.
  package static var parameters: [Parameter<Fault>] {
    [
      .text("id", \.id, help: "A name for reports, and for other faults to follow."),
      .text(
        "target", \.target, required: true,
        help: "Whom the fault strikes: a component, a producer, a link \"from -> to\", a zone or a "
          + "Region."),
      .init(
        "at", \.at, .instant,
        help: "When it begins, from the start of the run; with 'after', from that fault's end."),
      .init("after", \.after, .fault, help: "The fault after whose end this one begins."),
      .init(
        "duration", \.duration, .duration(in: .milliseconds(1) ... .longest),
        help: "How long it holds; left out, until the end of the run."),
      .share("percentage", \.percentage, help: "The share of calls or messages it touches."),
      .duration("rampUp", \.rampUp, help: "How long it takes to grow to its full share."),
      .duration("rampDown", \.rampDown, help: "How long before its end it begins to fade."),
      .init(
        "every", \.every, .duration(in: .milliseconds(1) ... .longest),
        help: "How long after each beginning it begins again."),
      .init(
        "mtbf", \.meanTimeBetween, .duration(in: .milliseconds(1) ... .longest),
        help: "Strikes at random: the mean time between failures, exponentially distributed."),
      .init(
        "mttr", \.meanTimeToRepair, .duration(in: .milliseconds(1) ... .longest),
        help: "Strikes at random: the mean time to repair, exponentially distributed."),
    ]
  }

  /// All keys of a fault of this action, the common ones first.
  package static func parameters(for action: FaultAction) -> [Parameter<Fault>] {
    parameters + action.parameters
  }

  /// The two ends of the link that the fault strikes, if it strikes one.
  package var linkEnds: (from: String, to: String)? {
    let ends = target.split(separator: ">", maxSplits: 1)
    guard action.targets == ["link"], ends.count == 2, ends[0].hasSuffix("-") else { return nil }
    func name(_ text: Substring) -> String { String(text.drop { $0 == " " }) }
    let from = ends[0].dropLast()
    return (
      name(from).split(separator: " ").last.map(String.init) ?? "",
      name(ends[1]).split(separator: " ").first.map(String.init) ?? ""
    )
  }

  /// Whether the fault strikes a member of its target, by its number.
  func strikes(member: Int) -> Bool {
    zonePart.map { member % $0.count == $0.lost } ?? (member < count)
  }

  /// What reports call the fault.
  package var label: String { id.isEmpty ? "\(action.rawValue) \(target)" : id }
}

/// The parameters that single actions take.
extension Parameter<Fault> {
  static var latencyFactor: Self {
    .number("factor", \.latencyFactor, in: 0...1_000_000, help: "How many times longer it takes.")
  }
  static var latencyAddition: Self {
    .distribution("addition", \.latencyAddition, help: "How much longer it takes on top.")
  }
  static var errorShare: Self {
    .share("errors", \.errorShare, help: "The share of calls that fail.")
  }
  static var capacityLost: Self {
    .share(
      "lost", \.capacityLost, help: "The share of the servers, or of a processor, that is gone.")
  }
  static var allowedRate: Self {
    .rate("rate", \.allowedRate, in: 0.000_1...1e9, help: "What is let through.")
  }
  static var spikeFactor: Self {
    .number(
      "factor", \.spikeFactor, in: 0...1_000_000, help: "How many times the normal rate is sent.")
  }
  static var count: Self {
    .integer("count", \.count, in: 1...1_000, help: "How many of them it strikes.")
  }
  static var delay: Self {
    .distribution("delay", \.delay, help: "How much later it begins or arrives.")
  }
  static var errorMoment: Self {
    .choice(
      "when", \.errorMoment,
      help: "\"before\" the handler runs, or \"after\" it, when side effects have happened.")
  }
  static var stateName: Self {
    .init("state", \.stateName, .text, help: "The state whose tasks fail; left out, all of them.")
  }
  static var errorName: Self {
    .text("error", \.errorName, help: "The name of the error with which they fail.")
  }
  static var taskMoment: Self {
    .choice(
      "when", \.errorMoment,
      help:
        "\"before\" anybody is asked, or \"after\" the task was done, when its answer gets lost.")
  }
  static var direction: Self {
    .choice("direction", \.direction, help: "Which way over the link the fault acts.")
  }
  static var lossShare: Self {
    .share("loss", \.lossShare, help: "The share of requests and replies that gets lost.")
  }
  static var symptom: Self {
    .choice(
      "symptom", \.symptom,
      help: "Whether dependencies that are gone \"hang\", as hosts without power do, or \"refuse\" "
        + "connections.")
  }
  static var shiftedAfter: Self {
    .duration(
      "shiftedAfter", \.shiftedAfter, in: .zero ... .days(1),
      help: "How long load balancers go on sending calls to hosts in the zone; two checks half a "
        + "minute apart, as an Application Load Balancer makes them, by default.")
  }
  static var noticedAfter: Self {
    .duration(
      "noticedAfter", \.noticedAfter, in: .milliseconds(1) ... .days(1),
      help: "How long a caller takes to notice that its request or the reply got lost.")
  }
}
