import Testing

/// Who may know whom inside the simulation, which is one module for the sake of speed.
@Suite struct `The rooms of the house` {
  @Test func `services and resilience are values that know no world`() throws {
    let forbidden = ["Context", "Port", "Component", "WorldComponent", "EventLoop", "Address"]
    #expect(try SourceTree.uses(of: forbidden, in: "Sources/Simulation/Services") == [])
    #expect(try SourceTree.uses(of: forbidden, in: "Sources/Simulation/Resilience") == [])
  }

  @Test func `services and resilience neither measure nor draw by themselves`() throws {
    let forbidden = ["Summary", "Recorder", "Metric", "Ledger", "Fault"]
    #expect(try SourceTree.uses(of: forbidden, in: "Sources/Simulation/Services") == [])
    #expect(try SourceTree.uses(of: forbidden, in: "Sources/Simulation/Resilience") == [])
  }

  @Test func `the kernel names no service, no measure and no component`() throws {
    let forbidden = [
      "StandardQueue", "QueuePollers", "FunctionEnvironments", "Table", "Gateway",
      "CircuitBreaker", "ExternalService", "Summary", "Recorder", "Metric", "Ledger", "World",
      "WorldComponent", "Fault", "Blueprint",
    ]
    let kernel = try SourceTree.uses(of: forbidden, in: "Sources/Simulation/Kernel")
      // The fault of a link has a name of its own, `Wires.Fault`.
      .filter { !$0.contains("Wires.swift") }
    #expect(kernel == [])
  }

  @Test func `measurement knows the kernel's values only`() throws {
    let forbidden = ["Context", "EventLoop", "StandardQueue", "World", "WorldComponent", "Fault"]
    #expect(try SourceTree.uses(of: forbidden, in: "Sources/Simulation/Measurement") == [])
  }

  @Test func `no module knows one above it`() throws {
    let above = [
      "Simulation": ["Scenario", "Experiment", "Reporting"],
      "Scenario": ["Experiment", "Reporting"], "Experiment": ["Reporting"],
    ]
    for (module, strangers) in above.sorted(by: { $0.key < $1.key }) {
      let imports = try SourceTree.swiftFiles(in: "Sources/\(module)").flatMap { file in
        file.lines.filter { line in
          strangers.contains { line.hasSuffix("import \($0)") }
        }
      }
      #expect(imports == [], "\(module)")
    }
  }
}
