/// A component that reads from another one and handles what it gets, step by step.
package protocol HandlingSettings: ComponentSettings {
  /// What is done with a message.
  var handler: [any Described] { get }
  /// What the component reads.
  var sources: [String] { get }
}

extension FunctionComponentSettings: HandlingSettings {}
