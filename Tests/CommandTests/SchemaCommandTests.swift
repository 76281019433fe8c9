import Foundation
import Scenario
import Simulation
import Testing

@Suite struct `The schema of scenarios` {
  private static func schema() throws -> JSONSchema {
    try JSONSchema(try Faultline().run("schema").output)
  }

  private static func document(_ text: String) throws -> Any {
    let root = try #require(Parser.parse(SourceText(name: "a.json5", text: text)).root)
    return try JSONSerialization.jsonObject(with: Data(JSONValue(root).description.utf8))
  }

  @Test func `allows every scenario that ships`() throws {
    let schema = try Self.schema()
    for path in `Shipped scenarios`.paths {
      let text = try String(
        contentsOf: Repository.root.appending(path: path), encoding: .utf8)
      let faults = try schema.faults(in: Self.document(text))
      #expect(faults.isEmpty, "\(path): \(faults.prefix(3))")
    }
  }

  @Test(arguments: [
    ("{}", "'components' is missing"),
    ("{ components: {}, producer: {} }", "/producer: unknown"),
    ("{ components: {}, seed: -1 }", "/seed: out of range"),
    ("{ components: {}, duration: '30' }", "/duration: '30' does not match"),
    ("{ components: { a: {} } }", "/components/a: 'type' is missing"),
    ("{ components: { a: { type: 'sqs-queues' } } }", "/components/a/type: none of"),
    (
      "{ components: { a: { type: 'sqs-queue', visibilityTimeOut: '30s' } } }",
      "/components/a/visibilityTimeOut: unknown"
    ),
    (
      "{ components: { a: { type: 'dependency', latency: { lognormal: { p50: '1s' } } } } }",
      "/components/a/latency"
    ),
    (
      "{ components: { a: { type: 'lambda-function', handler: [{ cal: 'b' }] } } }",
      "/components/a/handler/0"
    ),
    (
      "{ components: {}, faults: [{ action: 'dependency.hang', at: '1s' }] }",
      "/faults/0: 'target' is missing"
    ),
    (
      "{ components: {}, faults: [{ action: 'producer.stop', target: 'a', factor: 2 }] }",
      "/faults/0/factor: unknown"
    ),
    ("{ components: {}, actions: {} }", "/actions: no array"),
    ("{ components: {}, expectations: { 'messages.lost': 0 } }", "/expectations/messages.lost"),
  ])
  func `refuses what the reader would refuse`(text: String, fault: String) throws {
    let faults = try Self.schema().faults(in: Self.document(text))
    #expect(faults.contains { $0.contains(fault) }, "\(faults)")
  }
}
