/// When a producer's messages are due.
package enum Arrivals: Sendable {
  /// A steady beat.
  case constant(rate: Double)
  /// At random, at a steady rate.
  case poisson(rate: Double)
  /// At the listed times.
  case times([Instant])
  /// At a rate that grows or falls evenly.
  case ramp(Ramp)
  /// Many at a time, again and again.
  case bursts(Bursts)
  /// As recorded in a file.
  case trace(Trace)
  /// By users who wait for an answer, think, and send again.
  case users(Users)

  /// A rate that grows or falls evenly from one value to another, then stays there.
  package struct Ramp: Described {
    package var from = 0.0
    package var to = 1.0
    package var over = Interval.minutes(10)
    package var isRandom = true

    package init() {}

    package static var parameters: [Parameter<Ramp>] {
      [
        .rate("from", \.from, required: true, help: "The rate at the start."),
        .rate("to", \.to, required: true, help: "The rate at the end, which then stays."),
        .duration(
          "over", \.over, in: .seconds(1) ... .days(3_650), required: true,
          help: "How long the change takes."),
        .flag("random", \.isRandom, help: "Whether arrivals are random (Poisson) or even."),
      ]
    }
  }

  /// Messages that come many at a time.
  package struct Bursts: Described {
    package var size = 10
    package var every = Interval.minutes(1)

    package init() {}

    package static var parameters: [Parameter<Bursts>] {
      [
        .integer(
          "size", \.size, in: 1...10_000_000, required: true, help: "How many come at once."),
        .duration(
          "every", \.every, in: .milliseconds(1) ... .days(365), required: true,
          help: "The time between two bursts."),
      ]
    }
  }

  /// Messages at recorded times.
  package struct Trace: Described {
    package var file = ""
    /// What the file says; filled by whoever reads files.
    package var rows: [Row] = []

    package init() {}

    /// One recorded message.
    package struct Row: Hashable, Sendable {
      /// When it was sent.
      package var at: Instant
      /// Its size in bytes, where it was recorded.
      package var size: Int?
      /// Its group, where it was recorded.
      package var group: Int?

      /// A recorded message.
      package init(at: Instant, size: Int? = nil, group: Int? = nil) {
        self.at = at
        self.size = size
        self.group = group
      }
    }

    package static var parameters: [Parameter<Trace>] {
      [
        .text(
          "file", \.file, required: true,
          help: "A CSV file beside the scenario with a column time_s, and size_bytes and group if "
            + "wanted.")
      ]
    }
  }

  /// Users who wait for an answer, think, and send again: a closed system.
  package struct Users: Described {
    package var count = 1
    package var thinkTime = Distribution.exponential(mean: 1)

    package init() {}

    package static var parameters: [Parameter<Users>] {
      [
        .integer(
          "count", \.count, in: 1...10_000_000, required: true, help: "How many users there are."),
        .distribution(
          "thinkTime", \.thinkTime, help: "How long a user thinks between answer and request."),
      ]
    }
  }

  /// Whether a producer waits for an answer before it sends again.
  package var isClosed: Bool {
    if case .users = self { return true }
    return false
  }
}

extension Notation<Arrivals> {
  /// An arrival process: an object whose key names it.
  package static var arrivals: Self {
    let times = Notation<[Instant]>.list(of: .instant, count: 1...10_000_000)
    return Self(
      .variant([
        .init(
          "constant", .rate(0.000_001...1e8),
          help: "A steady beat, such as \"2/s\", which begins half a beat after the start."),
        .init("poisson", .rate(0.000_001...1e8), help: "At random at a steady mean rate."),
        .init("times", times.kind, help: "At the listed times."),
        .init("ramp", .object(Ramp.self), help: "At a rate that changes evenly."),
        .init("bursts", .object(Bursts.self), help: "Many at a time, again and again."),
        .init("trace", .object(Trace.self), help: "As recorded in a CSV file."),
        .init(
          "users", .object(Users.self), help: "By users who wait for each answer (closed)."),
      ]), value: { value(of: $0, times: times) }, parameterValue: { parameterValue(of: $0) })
  }

  private typealias Ramp = Arrivals.Ramp
  private typealias Bursts = Arrivals.Bursts
  private typealias Trace = Arrivals.Trace
  private typealias Users = Arrivals.Users

  private static func value(
    of value: ParameterValue, times: Notation<[Instant]>
  ) -> Arrivals {
    switch value {
    case .variant("constant", .number(let rate)): .constant(rate: rate)
    case .variant("poisson", .number(let rate)): .poisson(rate: rate)
    case .variant("times", let list): .times(times.value(list).sorted())
    case .variant(_, .object(let ramp as Ramp)): .ramp(ramp)
    case .variant(_, .object(let bursts as Bursts)): .bursts(bursts)
    case .variant(_, .object(let trace as Trace)): .trace(trace)
    case .variant(_, .object(let users as Users)): .users(users)
    default: preconditionFailure("arrivals were given \(value)")
    }
  }

  private static func parameterValue(of arrivals: Arrivals) -> ParameterValue {
    switch arrivals {
    case .constant(let rate): .variant("constant", .number(rate))
    case .poisson(let rate): .variant("poisson", .number(rate))
    case .times(let times): .variant("times", .list(times.map { .instant($0) }))
    case .ramp(let ramp): .variant("ramp", .object(ramp))
    case .bursts(let bursts): .variant("bursts", .object(bursts))
    case .trace(let trace): .variant("trace", .object(trace))
    case .users(let users): .variant("users", .object(users))
    }
  }
}
