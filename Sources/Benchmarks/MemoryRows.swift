extension Row {
  /// Memory at its peak: of a storm, for each message that waits, and for each message ever sent.
  ///
  /// The last is not quite zero: the future event set uses one more bucket, as large as its
  /// others, each time that the length of a run doubles.
  static func memory(effort: Options.Effort) -> [Row] {
    let rows = [
      Row(peakOf: .nothing, named: "memory, nothing simulated"),
      Row(
        peakOf: .largeStormScenario, against: .largeStormInC,
        named: "memory, retry storm as a scenario, load 10"),
      Row(
        growth: (.backlog, .twiceTheBacklog), against: (.calmHourInC, .largeStormInC),
        named: "memory, message waiting", per: \.waiting, goal: .valueAtMost(200)),
      Row(
        growth: (.millionMessages, .tenMillionMessages), against: (.calmHourInC, .calmTenHoursInC),
        named: "memory, message sent", per: \.sent, goal: .valueAtMost(1)),
    ]
    let executions = Row(
      growth: (.openSagas, .twiceTheOpenSagas), against: (.calmHourInC, .largeStormInC),
      named: "memory, execution under way", per: \.waiting, goal: .valueAtMost(600))
    if effort == .quick { return rows + [executions] }
    return rows + [
      executions,
      Row(
        peakOf: .hundredMillionMessages, against: .hundredMillionMessagesInC,
        named: "memory, storm of 10⁸ messages", goal: .valueAtMost(200)),
    ]
  }

  /// The peak memory of a workload, against a goal in megabytes.
  private init(
    peakOf workload: Workload, against reference: Workload? = nil, named name: String,
    goal: Goal? = nil
  ) {
    func bytes(of workload: Workload) -> Double? {
      Footprint(of: workload).map { Double($0.peakBytes) }
    }
    self.init(
      name, in: .megabytes, goal: goal, bytes: { bytes(of: workload) },
      reference: reference.map { reference in { bytes(of: reference) } })
  }

  /// How much more memory a workload takes than a smaller one, for each message it has more.
  init(
    growth workloads: (Workload, Workload), against references: (Workload, Workload)? = nil,
    named name: String, per count: KeyPath<Workload.Messages, Int>, goal: Goal? = nil
  ) {
    func growth(from small: Workload, to large: Workload) -> Double? {
      guard let less = Footprint(of: small), let more = Footprint(of: large) else { return nil }
      let messages = more.messages[keyPath: count] - less.messages[keyPath: count]
      return Double(more.peakBytes - less.peakBytes) / Double(messages)
    }
    self.init(
      name, in: .bytes(per: "message"), goal: goal,
      bytes: { growth(from: workloads.0, to: workloads.1) },
      reference: references.map { small, large in { growth(from: small, to: large) } })
  }

  /// A row whose cost children tell, once, since every run takes the same memory.
  private init(
    _ name: String, in unit: Unit, goal: Goal?, bytes: @escaping () -> Double?,
    reference: (() -> Double?)?
  ) {
    func trial(_ bytes: @escaping () -> Double?) -> () -> Trial<Double?> {
      {
        let bytes = bytes()
        return Trial(cost: bytes ?? .infinity, outcome: bytes)
      }
    }
    self.init(
      name, in: unit, goal: goal, runLimit: 1, subject: trial(bytes),
      reference: reference.map(trial),
      check: { $0 == nil ? "a child process failed" : nil })
  }
}
