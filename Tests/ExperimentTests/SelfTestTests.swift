import Experiment
import Testing

/// What `faultline selftest` runs on an installed build must hold in every build.
@Suite struct `The self-test` {
  @Test(arguments: SelfTestCase.all)
  func `finds what theory, published figures and arithmetic say`(example: SelfTestCase) throws {
    let findings = try example.findings()
    #expect(!findings.isEmpty)
    for finding in findings {
      #expect(
        finding.holds,
        """
        \(example), \(finding.subject): \(finding.measured) \(String(describing: finding.interval)), \
        not \(finding.expected)
        """)
    }
  }
}

@Suite struct `The order of the self-test` {
  private let few = SelfTestCase.all.filter { ["R8", "R9", "T4"].contains($0.id) }

  private func findings(_ outcomes: [SelfTest.Outcome]) -> [[SelfTestFinding]] {
    outcomes.map { outcome in
      if case .findings(let findings) = outcome { findings } else { [] }
    }
  }

  @Test(arguments: [1, 2, 5])
  func `is that of the cases, on any number of threads`(jobs: Int) throws {
    let expected = try few.map { try $0.findings() }
    #expect(findings(SelfTest(few).outcomes(jobs: jobs)) == expected)
  }

  @Test func `is kept when somebody interrupts it`() {
    let outcomes = SelfTest(few).outcomes(jobs: 1, isInterrupted: { true })
    #expect(findings(outcomes) == few.map { _ in [] })
    #expect(outcomes.allSatisfy { !$0.holds })
  }

  @Test func `has each case once`() {
    let names = SelfTestCase.all.map(\.description)
    #expect(Set(names).count == names.count)
  }
}
