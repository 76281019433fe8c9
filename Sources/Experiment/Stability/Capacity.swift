package import Simulation

/// How much a scenario can get done when nothing is broken.
package enum Capacity {
  /// How many times the usual load the probe reaches.
  private static let reach = 8.0

  /// The scenario without its faults, under a load that grows evenly to eight times the usual.
  ///
  /// On the way the system passes its capacity, whatever becomes of it beyond: what it got done at its
  /// best is the capacity. A system that keeps up to the end is taken to have eight times its load.
  package static func probe(of blueprint: Blueprint) -> Blueprint {
    var probe = blueprint
    probe.actions = []
    probe.faults = blueprint.producers.map { producer in
      var spike = Fault()
      spike.action = .producerSpike
      spike.target = producer.name
      spike.at = .start
      spike.rampUp = blueprint.duration
      spike.duration = blueprint.duration
      spike.spikeFactor = reach
      return spike
    }
    return probe
  }

  /// The messages per second that a scenario can get done.
  package static func messagesPerSecond(
    of blueprint: Blueprint, goOn: () -> Bool = { true }
  ) throws(RunError) -> Double {
    var world = World(probe(of: blueprint))
    return Flow(try world.run { _ in goOn() }).peakRate
  }
}
