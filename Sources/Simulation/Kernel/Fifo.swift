/// A first-in, first-out line in a ring that doubles when it is full and allocates nothing between.
package struct Fifo<Element: BitwiseCopyable & Sendable>: Sendable {
  private var ring = ContiguousArray<Element>()
  private var head = 0
  /// How many elements wait.
  package private(set) var count = 0

  /// An empty line.
  package init() {}

  /// Whether nobody waits.
  @inline(__always)
  package var isEmpty: Bool { count == 0 }

  /// Who came first.
  @inline(__always)
  package var first: Element? { count == 0 ? nil : ring[head] }

  /// Who came last.
  @inline(__always)
  package var last: Element? { count == 0 ? nil : ring[(head &+ count &- 1) & (ring.count &- 1)] }

  /// The element at a distance from the head.
  ///
  /// - Precondition: `offset` is at least zero and less than `count`.
  @inline(__always)
  package subscript(offset: Int) -> Element {
    get {
      precondition(offset >= 0 && offset < count, "no element \(offset) in a line of \(count)")
      return ring[(head &+ offset) & (ring.count &- 1)]
    }
    set {
      precondition(offset >= 0 && offset < count, "no element \(offset) in a line of \(count)")
      ring[(head &+ offset) & (ring.count &- 1)] = newValue
    }
  }

  /// Joins the end of the line.
  @inline(__always)
  package mutating func append(_ element: Element) {
    if count == ring.count { grow(filler: element) }
    ring[(head &+ count) & (ring.count &- 1)] = element
    count &+= 1
  }

  /// Takes the first element out.
  @inline(__always)
  package mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = ring[head]
    head = (head &+ 1) & (ring.count &- 1)
    count &-= 1
    return element
  }

  /// Drops the first element.
  @inline(__always)
  package mutating func removeFirst() { _ = popFirst() }

  /// Empties the line, keeping its room.
  package mutating func removeAll() {
    head = 0
    count = 0
  }

  /// Doubles the ring, a power of two so that an index wraps with a mask.
  private mutating func grow(filler: Element) {
    let room = max(8, ring.count * 2)
    var larger = ContiguousArray<Element>()
    larger.reserveCapacity(room)
    for offset in 0..<count { larger.append(ring[(head &+ offset) & (ring.count &- 1)]) }
    while larger.count < room { larger.append(filler) }
    ring = larger
    head = 0
  }
}
