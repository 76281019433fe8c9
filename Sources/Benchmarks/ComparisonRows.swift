extension Row {
  /// The comparison of the coffee shop's six variants, 100 replications of thirty simulated minutes
  /// each, as a user runs it from the top of the repository.
  static func comparisons(effort: Options.Effort) -> [Row] {
    let replications = effort == .quick ? 20 : 100
    return [
      Row(
        "six variants compared, \(replications) replications", in: .milliseconds,
        goal: .valueAtMost(Double(replications) * 100), runLimit: 3,
        subject: { compare(replications, jobs: nil) }, check: Self.mistake),
      Row(
        "the same on two threads to one", in: .milliseconds, goal: .ratioAtMost(1 / 1.9),
        subject: { compare(replications, jobs: 2) },
        reference: { compare(replications, jobs: 1) }, check: Self.mistake),
    ]
  }

  private static let scenario = "Scenarios/coffee-shop/compare.json5"

  private static func compare(_ replications: Int, jobs: Int?) -> Trial<Int32?> {
    let child = Child(
      running: siblingPath("faultline"),
      ["compare", scenario, "--replications", "\(replications)", "--no-files", "--quiet"]
        + (jobs.map { ["--jobs", "\($0)"] } ?? []))
    return Trial(cost: child.wallSeconds, outcome: child.status)
  }

  private static func mistake(in status: Int32?) -> String? {
    status == 0 ? nil : "'faultline compare \(scenario)' failed; run it from the repository's top"
  }
}
