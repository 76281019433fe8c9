import Simulation
import Testing

@Suite struct `Usage of a function` {
  @Test(arguments: [
    (0, 0, 1), (1, 0, 1), (1_000_000, 0, 1), (1_000_001, 0, 2), (30_000_000_000, 0, 30_000),
    (600_000, 400_000, 1), (600_000, 400_001, 2),
  ])
  func `is billed by the millisecond, Init included`(
    handler: Int, initialisation: Int, milliseconds: Int
  ) {
    let billed = FunctionUsage.billedDuration(
      handler: .nanoseconds(handler), initialisation: .nanoseconds(initialisation))
    #expect(billed == .milliseconds(milliseconds))
  }

  @Test func `costs by request, by duration and memory, and for being provisioned`() {
    var usage = FunctionUsage()
    usage.record(billed: .seconds(30), megabytes: 1_024, isProvisioned: false)
    usage.record(billed: .seconds(10), megabytes: 512, isProvisioned: true)
    usage.recordProvisioned(environments: 2, megabytes: 512, for: .seconds(60))
    #expect(usage.requests == 2)
    #expect(FunctionUsage.gigabyteSeconds(usage.onDemand) == 30)
    #expect(FunctionUsage.gigabyteSeconds(usage.provisioned) == 5)
    #expect(FunctionUsage.gigabyteSeconds(usage.keptProvisioned) == 60)
    let expected = 0.0000004 + 30 * 0.0000166667 + 5 * 0.0000097222 + 60 * 0.0000041667
    #expect(abs(usage.cost(at: .x86) - expected) < 1e-15)
    #expect(usage.cost(at: .arm) < usage.cost(at: .x86))
  }

  @Test(arguments: [
    (Admission.cold(EnvironmentID(slot: 0)), 9_999, 9_999, 0),
    (.cold(EnvironmentID(slot: 0)), 10_000, 10_000, 0),
    (.cold(EnvironmentID(slot: 0)), 10_001, 10_000, 10_001),
    (.reinitialised(EnvironmentID(slot: 0)), 300, 0, 300),
    (.warm(EnvironmentID(slot: 0)), 300, 0, 0),
    (.provisioned(EnvironmentID(slot: 0)), 300, 0, 0),
  ])
  func `divides Init at ten seconds`(admission: Admission, coldStart: Int, before: Int, within: Int)
  {
    let time = InitialisationTime(.milliseconds(coldStart), for: admission)
    #expect(time.beforeInvocation == .milliseconds(before))
    #expect(time.withinInvocation == .milliseconds(within))
  }

  @Test func `cold starts have a tail, and are longer in a container`() {
    #expect(Runtime.none.coldStart == (.zero, .zero))
    for runtime in Runtime.allCases.dropFirst() {
      #expect(runtime.coldStart.p50 < runtime.coldStart.p99)
    }
    #expect(Runtime.javaContainer.coldStart == (.milliseconds(1_950), .milliseconds(7_800)))
    #expect(Runtime(rawValue: "java-snapstart") == .javaSnapStart)
  }
}
