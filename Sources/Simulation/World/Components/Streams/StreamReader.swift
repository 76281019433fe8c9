/// A function, a pipe or a Firehose stream that reads a stream, as the stream sees it.
struct StreamReader: Sendable {
  var address: Address
  /// How many batches of a shard it works on at a time.
  var lanes: Int
  var hasFanOut: Bool
}

/// What a read asks of a stream, packed into a request.
struct FetchOrder {
  private static let restartFlag: UInt32 = 1 << 31
  private static let promptFlag: UInt32 = 1 << 30

  /// The lane among those of the consumer: its shard times the lanes of a shard, and its place.
  var lane: UInt32
  /// The consumer's place among those of the stream.
  var consumer: Int
  /// The most records to read.
  var maximum: Int
  /// Whether to begin again behind what was passed for good.
  var restarts: Bool
  /// Whether the answer must come at once, even if there is nothing.
  var isPrompt: Bool

  init(lane: UInt32, consumer: Int, maximum: Int, restarts: Bool, isPrompt: Bool) {
    self.lane = lane
    self.consumer = consumer
    self.maximum = maximum
    self.restarts = restarts
    self.isPrompt = isPrompt
  }

  init(_ request: Request) {
    lane = request.token & ~FunctionComponent.laneToken
    consumer = Int(request.detail)
    maximum = Int(request.cargo & 0xffff)
    restarts = request.cargo & Self.restartFlag != 0
    isPrompt = request.cargo & Self.promptFlag != 0
  }

  /// The request for the read.
  func request(from caller: Address) -> Request {
    let flags = (restarts ? Self.restartFlag : 0) | (isPrompt ? Self.promptFlag : 0)
    return Request(
      .fetch, cargo: UInt32(maximum) | flags, detail: UInt8(consumer), caller: caller,
      token: FunctionComponent.laneToken | lane)
  }
}

extension WorldBuilder {
  /// Those who read a stream, in the order of the scenario.
  func streamReaders(of name: String) -> [StreamReader] {
    blueprint.components.compactMap { component in
      if (component.settings as? FirehoseSettings)?.source == name {
        return StreamReader(address: address(of: component.name), lanes: 1, hasFanOut: false)
      }
      if let pipe = component.settings as? PipeSettings, pipe.source == name {
        return StreamReader(
          address: address(of: component.name), lanes: pipe.stream.parallelizationFactor,
          hasFanOut: false)
      }
      guard let source = (component.settings as? FunctionComponentSettings)?.streamSource,
        source.stream == name
      else { return nil }
      return StreamReader(
        address: address(of: component.name), lanes: source.mapping.parallelizationFactor,
        hasFanOut: source.enhancedFanOut)
    }
  }

  /// How long a stream keeps its records at the longest: who reads it goes on so long with a
  /// batch that it has in hand.
  func retention(of name: String) -> Interval {
    let settings = blueprint.components.first { $0.name == name }?.settings
    guard let first = (settings as? StreamSettings)?.stream.retention else { return .longest }
    let later = blueprint.actions.compactMap { action in
      action.deed == .setRetention && action.target == name ? action.retentionPeriod : nil
    }
    return later.reduce(first, max)
  }
}
