/// What a scenario says of one component; the world makes the live component from it.
package protocol ComponentSettings: Described {
  /// The component's `type` in a scenario.
  static var typeName: String { get }
  /// One sentence of help.
  static var help: String { get }
  /// The CloudWatch metrics and own measures that the component records.
  static var metrics: [Metric] { get }
  /// Where in a Region it can be placed.
  static var habitat: Habitat { get }
  /// Adds the component, and what it is made of, to the plan of a world.
  func contribute(to plan: inout WorldPlan, as name: String)
  /// Whether the component promises to hand the messages of a group on in the order they came.
  var promisesOrder: Bool { get }
}

extension ComponentSettings {
  package var promisesOrder: Bool { false }
}
