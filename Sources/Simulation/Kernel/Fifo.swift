/// A first-in, first-out line in a ring that doubles when it is full and allocates nothing between.
package struct Fifo<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
  /// As long as there is room, a power of two so that an index wraps with a mask.
  private var ring: Buffer<Element>
  private var head = 0
  /// How many elements wait.
  package private(set) var count = 0

  /// An empty line.
  package init() {
    ring = Buffer(capacity: Self.smallestRoom)
    ring.extend(toUnwritten: Self.smallestRoom)
  }

  private static var smallestRoom: Int { 8 }

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
    if count == ring.count { grow() }
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

  /// Takes the last element out.
  @inline(__always)
  package mutating func popLast() -> Element? {
    guard count > 0 else { return nil }
    count &-= 1
    return ring[(head &+ count) & (ring.count &- 1)]
  }

  /// Drops the first element.
  @inline(__always)
  package mutating func removeFirst() { _ = popFirst() }

  /// Empties the line, keeping its room.
  package mutating func removeAll() {
    head = 0
    count = 0
  }

  /// Doubles the ring; the part before its head moves behind the part that begins there.
  @inline(never)
  private mutating func grow() {
    let room = ring.count
    ring.extend(toUnwritten: 2 * room)
    for index in 0..<head { ring[room &+ index] = ring[index] }
  }
}
