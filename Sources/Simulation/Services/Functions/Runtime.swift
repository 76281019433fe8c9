/// What a function runs on, as far as the length of its cold starts goes.
///
/// All lengths are modelling choices in the range that users publish: a container image takes 30 %
/// longer than the archive of the same runtime.
package enum Runtime: String, Hashable, Sendable, CaseIterable {
  /// Starts in no time, for models in which cold starts do not matter.
  case none
  /// Node.js from an archive.
  case node
  /// Python from an archive.
  case python
  /// Node.js with a large SDK or in a VPC.
  case nodeHeavy = "node-heavy"
  /// Python with a large SDK or in a VPC.
  case pythonHeavy = "python-heavy"
  /// .NET from an archive.
  case dotnet
  /// Java from an archive.
  case java
  /// Java restored from a snapshot of an initialised environment.
  case javaSnapStart = "java-snapstart"
  /// Node.js in a container image.
  case nodeContainer = "node-container"
  /// Python in a container image.
  case pythonContainer = "python-container"
  /// .NET in a container image.
  case dotnetContainer = "dotnet-container"
  /// Java in a container image.
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
