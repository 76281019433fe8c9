/// The parts of a world, by address: whatever they are, none is ever copied or forgotten.
package struct Parts<Part: ~Copyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Part>
  private var capacity = 16
  /// How many parts there are.
  package private(set) var count = 0

  /// No parts.
  package init() { base = .allocate(capacity: capacity) }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  /// The places of the parts.
  package var indices: Range<Int> { 0..<count }

  /// The part at a place.
  @inline(__always)
  package subscript(index: Int) -> Part {
    _read {
      precondition(index >= 0 && index < count, "no part \(index) among \(count)")
      yield base[index]
    }
    _modify {
      precondition(index >= 0 && index < count, "no part \(index) among \(count)")
      yield &base[index]
    }
  }

  /// Puts a part behind the others.
  package mutating func append(_ part: consuming Part) {
    if count == capacity { grow() }
    (base + count).initialize(to: part)
    count += 1
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Part>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}
