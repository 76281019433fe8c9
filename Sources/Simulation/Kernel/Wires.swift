/// What the links between components do to requests and replies while faults hold.
///
/// A healthy link adds nothing but the distance between its ends, where they are placed apart: a
/// service's own latency is the service's matter. The run loop of a world without link faults and
/// distances pays one comparison a message for this.
package struct Wires: Sendable {
  /// A fault that holds on the link between two components.
  package struct Fault: Sendable {
    /// Who sends over the link.
    package var from: AddressSet
    /// Who receives over it.
    package var to: AddressSet
    /// The share of passages that never arrive, from 0 to 1; a partition loses all.
    package var loss: Double
    /// How much longer a passage takes.
    package var latency: Distribution
    /// How long a caller takes to notice that its request or the reply was lost.
    package var noticedAfter: Interval
    /// The share of passages that the fault touches at all, from 0 to 1.
    package var share: Double

    /// A fault on the links from some components to others.
    package init(
      from: AddressSet, to: AddressSet, loss: Double, latency: Distribution, noticedAfter: Interval,
      share: Double
    ) {
      self.from = from
      self.to = to
      self.loss = loss
      self.latency = latency
      self.noticedAfter = noticedAfter
      self.share = share
    }
  }

  enum Passage {
    case passes(extra: Interval)
    case lost(noticedAfter: Interval)
  }

  /// The outcome that a caller sees when its request or the reply got lost: it cannot tell which.
  package static let connectionLost: UInt8 = 9

  /// The faults that hold now.
  package private(set) var faults: [Fault] = []
  /// Whether no link is in trouble, nor any distance between the ends of one.
  package private(set) var areClear = true
  private var draws: RandomStream
  /// How far components are from each other.
  package private(set) var distances = Distances()

  /// Links without trouble.
  package init() {
    draws = RandomStream(seed: 0, replication: 0, component: "wires", purpose: "passage")
  }

  /// Gives the links their own random stream.
  package mutating func seed(_ seed: UInt64, replication: Int) {
    draws = RandomStream(
      seed: seed, replication: replication, component: "wires", purpose: "passage")
  }

  /// Puts components at their distances from each other.
  package mutating func place(_ distances: Distances) {
    self.distances = distances
    areClear = faults.isEmpty && distances.areNone
  }

  /// Notes what is sent from one component to another, for the bill.
  mutating func carry(bytes: Int, from sender: Address, to target: Address) {
    distances.carry(bytes: bytes, from: sender, to: target)
  }

  /// Puts the faults that hold from now on in place.
  package mutating func strike(_ faults: [Fault]) {
    self.faults = faults
    areClear = faults.isEmpty && distances.areNone
  }

  mutating func passage(from sender: Address, to target: Address) -> Passage {
    var extra = distances.next(from: sender, to: target)
    for fault in faults {
      guard fault.from.contains(sender), fault.to.contains(target),
        draws.chance(fault.share)
      else { continue }
      if draws.chance(fault.loss) { return .lost(noticedAfter: fault.noticedAfter) }
      extra = extra + Interval(seconds: fault.latency.quantile(draws.uniform()))
    }
    return .passes(extra: extra)
  }
}
