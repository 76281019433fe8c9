/// How long the way between components takes because of where they are, and what goes over it.
package struct Distances: Sendable {
  /// How far two places are from each other.
  package enum Reach: Int, CaseIterable, Sendable {
    /// One place, or nobody knows where.
    case here
    /// Two zones of one Region.
    case acrossZones
    /// Two Regions.
    case acrossRegions
  }

  /// The way from one place to another.
  package struct Way: Sendable {
    /// How far it leads.
    package var reach: Reach
    /// How long it takes, one way.
    package var latency: Distribution

    /// A way.
    package init(_ reach: Reach, latency: Distribution) {
      self.reach = reach
      self.latency = latency
    }
  }

  /// Whether all components are in one place.
  package let areNone: Bool
  /// The place of each component; zero is nowhere in particular.
  private var places: ContiguousArray<UInt8> = []
  /// The ways between places, those from a place side by side.
  private var ways: ContiguousArray<Way> = []
  private var placeCount = 0
  private var draws: RandomStream
  /// The bytes that each component has sent, by how far.
  private var sent: ContiguousArray<InlineArray<3, Int>> = []

  /// No distances.
  package init() {
    areNone = true
    draws = RandomStream(seed: 0, replication: 0, component: "wires", purpose: "distance")
  }

  /// The distances between components.
  ///
  /// - Parameters:
  ///   - places: The place of each component, from zero on.
  ///   - ways: The ways from each place to all places.
  package init(places: [Int], ways: [[Way]], draws: RandomStream) {
    areNone = ways.joined().allSatisfy { $0.reach == .here }
    self.places = ContiguousArray(places.map { UInt8(clamping: $0) })
    self.ways = ContiguousArray(ways.joined())
    placeCount = ways.count
    self.draws = draws
    sent = ContiguousArray(repeating: .init(repeating: 0), count: places.count)
  }

  private func way(from sender: Address, to target: Address) -> Way? {
    let (from, to) = (Int(sender.index), Int(target.index))
    guard from < places.count, to < places.count else { return nil }
    let way = Int(places[from]) * placeCount + Int(places[to])
    return ways[way].reach == .here ? nil : ways[way]
  }

  /// How long the next thing sent from one component to another is on its way.
  mutating func next(from sender: Address, to target: Address) -> Interval {
    guard !areNone, let way = way(from: sender, to: target) else { return .zero }
    return way.latency.interval(using: &draws)
  }

  mutating func carry(bytes: Int, from sender: Address, to target: Address) {
    guard let way = way(from: sender, to: target) else { return }
    sent[Int(sender.index)][way.reach.rawValue] &+= bytes
  }

  /// The bytes that a component has sent so far.
  package func bytes(sentBy sender: Int, _ reach: Reach) -> Int {
    sent.indices.contains(sender) ? sent[sender][reach.rawValue] : 0
  }
}
