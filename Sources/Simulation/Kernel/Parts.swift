/// The components of a world, by address: none is ever copied, forgotten or moved.
package struct Parts<Part: ~Copyable>: ~Copyable {
  private let base: UnsafeMutablePointer<Part>
  private let capacity: Int
  /// How many components there are.
  package private(set) var count = 0

  /// Places for so many components.
  package init(capacity: Int) {
    self.capacity = capacity
    base = .allocate(capacity: max(1, capacity))
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  /// The places of the components there are.
  package var indices: Range<Int> { 0..<count }

  /// The component at a place.
  package subscript(index: Int) -> Part {
    _read {
      precondition(index >= 0 && index < count, "no component \(index) among \(count)")
      yield base[index]
    }
    _modify {
      precondition(index >= 0 && index < count, "no component \(index) among \(count)")
      yield &base[index]
    }
  }

  /// Puts a component behind the others.
  package mutating func append(_ part: consuming Part) {
    precondition(count < capacity, "no place for a component after \(count) of them")
    (base + count).initialize(to: part)
    count += 1
  }
}

// Sound, although it holds a pointer: nobody else has the pointer, since parts cannot be copied.
extension Parts: @unchecked Sendable where Part: Sendable & ~Copyable {}
