// swift-tools-version: 6.2
import PackageDescription

/// Every target is compiled under the same upcoming rules, so that a file can move between them.
let rules: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "faultline",
  products: [
    .executable(name: "faultline", targets: ["faultline"]),
    .library(name: "FaultlineKit", targets: ["FaultlineKit"]),
  ],
  targets: [
    .target(name: "Simulation", swiftSettings: rules),
    .target(name: "Scenario", dependencies: ["Simulation"], swiftSettings: rules),
    .target(name: "Experiment", dependencies: ["Simulation", "Scenario"], swiftSettings: rules),
    .target(
      name: "Reporting", dependencies: ["Simulation", "Scenario", "Experiment"],
      swiftSettings: rules),
    .executableTarget(
      name: "faultline", dependencies: ["Simulation", "Scenario", "Experiment", "Reporting"],
      swiftSettings: rules),
    .target(
      name: "FaultlineKit", dependencies: ["Simulation", "Scenario", "Experiment", "Reporting"],
      swiftSettings: rules),
    .target(name: "ReferenceModels"),
    .executableTarget(
      name: "Benchmarks", dependencies: ["Simulation", "Scenario", "ReferenceModels"],
      swiftSettings: rules),
    .testTarget(name: "SimulationTests", dependencies: ["Simulation"], swiftSettings: rules),
    .testTarget(name: "HouseTests", swiftSettings: rules),
    .testTarget(
      name: "FaultlineKitTests", dependencies: ["FaultlineKit"], swiftSettings: rules),
    .testTarget(
      name: "ScenarioTests", dependencies: ["Simulation", "Scenario"], swiftSettings: rules),
    .testTarget(
      name: "ExperimentTests", dependencies: ["Simulation", "Scenario", "Experiment"],
      swiftSettings: rules),
    .testTarget(
      name: "ReportingTests", dependencies: ["Simulation", "Scenario", "Experiment", "Reporting"],
      swiftSettings: rules),
    .testTarget(
      name: "CommandTests", dependencies: ["Simulation", "Scenario", "Experiment", "Reporting"],
      swiftSettings: rules),
  ]
)
