/// A table of Amazon DynamoDB as a scenario describes it.
package struct TableSettings: ComponentSettings {
  /// How the table's throughput is paid for.
  package enum Billing: String, CaseIterable, Sendable {
    case onDemand
    case provisioned
  }

  package var billing = Billing.onDemand
  package var writeCapacity = 5
  package var readCapacity = 5
  package var itemSize = Distribution.constant(512)
  package var isKeyUnique = false
  package var writeLatency = Distribution.lognormal(p50: 0.005, p99: 0.025)
  package var readLatency = Distribution.lognormal(p50: 0.003, p99: 0.015)
  package var replicas: [String] = []
  package var replicationLag = Distribution.lognormal(p50: 0.5, p99: 1.5)

  package init() {}

  package static let typeName = "dynamodb-table"
  package static let help = "A table of Amazon DynamoDB that handlers put items into."
  package static var metrics: [Metric] {
    [
      .consumedWriteUnits, .consumedReadUnits, .throttledRequests, .conditionalCheckFailed,
      .requestLatency, .systemErrors, .replicationLatency, .pendingReplications, .conflicts,
    ]
  }
  package static var parameters: [Parameter<TableSettings>] {
    [
      .choice("billing", \.billing, help: "Throughput by the request, or bought by the hour."),
      .integer(
        "writeCapacity", \.writeCapacity, in: 1...40_000,
        help: "With provisioned billing: write units a second."),
      .integer(
        "readCapacity", \.readCapacity, in: 1...40_000,
        help: "With provisioned billing: read units a second."),
      .sizeDistribution("itemSize", \.itemSize, help: "The size of an item."),
      .flag(
        "uniqueKeys", \.isKeyUnique,
        help: "Whether every put makes a new item; else the message is the key, and a second put "
          + "overwrites the first without a second effect."),
      .distribution("writeLatency", \.writeLatency, help: "How long a write takes."),
      .distribution("readLatency", \.readLatency, help: "How long a read takes."),
      .list(
        "replicas", \.replicas, of: .component(of: ["dynamodb-table"]), count: 0...10,
        help:
          "The replicas of a global table in other Regions; each takes writes and sends them to "
          + "all others, whichever of them names them."),
      .distribution(
        "replicationLag", \.replicationLag,
        help: "How long after a write it is sent to a replica; AWS says within a second, usually."),
    ]
  }

  /// The throughput that the settings describe.
  var capacity: Table.Capacity {
    billing == .onDemand ? .onDemand : .provisioned(write: writeCapacity, read: readCapacity)
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      TableComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}
