extension Row {
  /// Memory at its peak: of a storm, for each message that waits, and for each message ever sent.
  ///
  /// The last is not quite zero: the future event set uses one more bucket, as large as its
  /// others, each time that the length of a run doubles.
  static func memory(effort: Options.Effort) -> [Row] {
    let rows = [
      Row(peakOf: .nothing, named: "memory, nothing simulated"),
      Row(peakOf: .stormInC, named: "memory, retry storm, load 10 (C)"),
      Row(
        growthFrom: .calmHourInC, to: .stormInC, named: "memory, message waiting (C)",
        per: \.waiting, goal: .valueAtMost(200)),
      Row(
        growthFrom: .calmHourInC, to: .calmTenHoursInC, named: "memory, message sent (C)",
        per: \.sent, goal: .valueAtMost(1)),
    ]
    if effort == .quick { return rows }
    return rows + [
      Row(
        peakOf: .hundredMillionMessagesInC, named: "memory, storm of 10⁸ messages (C)",
        goal: .valueAtMost(200))
    ]
  }

  /// The peak memory of a workload, against a goal in megabytes.
  private init(peakOf workload: Workload, named name: String, goal: Goal? = nil) {
    self.init(name, in: .megabytes, goal: goal) {
      Footprint(of: workload).map { Double($0.peakBytes) }
    }
  }

  /// How much more memory a workload takes than a smaller one, for each message it has more.
  private init(
    growthFrom small: Workload, to large: Workload, named name: String,
    per count: KeyPath<Workload.Messages, Int>, goal: Goal
  ) {
    self.init(name, in: .bytes(per: "message"), goal: goal) {
      guard let less = Footprint(of: small), let more = Footprint(of: large) else { return nil }
      let messages = more.messages[keyPath: count] - less.messages[keyPath: count]
      return Double(more.peakBytes - less.peakBytes) / Double(messages)
    }
  }

  /// A row whose cost children tell, once, since every run takes the same memory.
  private init(
    _ name: String, in unit: Unit, goal: Goal?, bytes: @escaping () -> Double?
  ) {
    self.init(
      name, in: unit, goal: goal, runLimit: 1,
      subject: {
        let bytes = bytes()
        return Trial(cost: bytes ?? .infinity, outcome: bytes)
      },
      check: { $0 == nil ? "a child process failed" : nil })
  }
}
