import Simulation

/// Streams of Kinesis: what cannot be.
extension Inspection {
  mutating func inspectStreams() {
    for stream in draft.components(of: StreamSettings.self)
    where stream.value.stream.mode == .onDemand && stream.node["shards"] != nil {
      note(.component(.shardsOfOnDemand), at: stream.place("shards"))
    }
  }
}
