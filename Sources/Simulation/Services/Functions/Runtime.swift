/// What a function runs on, as far as the length of its cold starts goes.
///
/// All lengths are modelling choices in the range that users publish: a container image takes 30 %
/// longer than the archive of the same runtime, `…-heavy` is a function with a large SDK or a VPC.
package enum Runtime: String, Hashable, Sendable, CaseIterable {
  /// Starts in no time, for models in which cold starts do not matter.
  case none
  case node
  case python
  case nodeHeavy = "node-heavy"
  case pythonHeavy = "python-heavy"
  case dotnet
  case java
  case javaSnapStart = "java-snapstart"
  case nodeContainer = "node-container"
  case pythonContainer = "python-container"
  case dotnetContainer = "dotnet-container"
  case javaContainer = "java-container"

  /// The median and the 99th percentile of a lognormal cold start.
  package var coldStart: (p50: Interval, p99: Interval) {
    switch self {
    case .none: (.zero, .zero)
    case .node, .python: (.milliseconds(250), .milliseconds(800))
    case .nodeHeavy, .pythonHeavy: (.milliseconds(450), .milliseconds(1_500))
    case .dotnet: (.milliseconds(600), .milliseconds(2_000))
    case .java: (.milliseconds(1_500), .milliseconds(6_000))
    case .javaSnapStart: (.milliseconds(250), .milliseconds(900))
    case .nodeContainer: Self.node.inContainer
    case .pythonContainer: Self.python.inContainer
    case .dotnetContainer: Self.dotnet.inContainer
    case .javaContainer: Self.java.inContainer
    }
  }

  private var inContainer: (p50: Interval, p99: Interval) {
    (coldStart.p50 * 13 / 10, coldStart.p99 * 13 / 10)
  }
}
