/// A growing run of plain values in memory of its own: the one unsafe type of the kernel.
///
/// Not copyable, so that growing, reading and writing need neither a uniqueness check nor a retain;
/// an array in the same place costs three to four times as much per event. What is built on it, up
/// to the components, cannot be copied either, so that the compiler refuses what would be slow.
struct Buffer<Element: BitwiseCopyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  /// How many elements there are.
  private(set) var count = 0

  /// An empty buffer with room for a few elements.
  init(capacity: Int = 16) {
    self.capacity = max(1, capacity)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count, "no element \(index) in a buffer of \(count)")
      return base[index]
    }
    _modify {
      assert(index >= 0 && index < count, "no element \(index) in a buffer of \(count)")
      yield &base[index]
    }
  }

  /// Adds an element at the end.
  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    base[count] = element
    count &+= 1
  }

  /// Takes the last element.
  @inline(__always)
  mutating func popLast() -> Element? {
    guard count > 0 else { return nil }
    count &-= 1
    return base[count]
  }

  /// Grows to a number of elements, the new ones holding whatever was in the memory.
  mutating func extend(toUnwritten count: Int) {
    if count > capacity { move(to: count) }
    self.count = count
  }

  /// Forgets all but so many elements at the front.
  @inline(__always)
  mutating func keepFirst(_ count: Int) { self.count = count }

  /// Forgets elements at the front; the others move up.
  mutating func removeFirst(_ number: Int) {
    base.update(from: base + number, count: count - number)
    count -= number
  }

  /// Forgets all elements; gives back memory that a rare burst left far too large.
  @inline(__always)
  mutating func removeAll() {
    if capacity > 1 << 16 { shrink() }
    count = 0
  }

  @inline(never)
  private mutating func grow() { move(to: capacity * 2) }

  @inline(never)
  private mutating func shrink() {
    guard count < capacity >> 3 else { return }
    count = 0
    move(to: capacity / 2)
  }

  private mutating func move(to room: Int) {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: room)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = room
  }
}

// Sound, although it holds a pointer: nobody else has the pointer, since a buffer cannot be copied.
extension Buffer: @unchecked Sendable where Element: Sendable {}
