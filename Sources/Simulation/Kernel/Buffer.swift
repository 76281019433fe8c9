internal import Glibc

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
    base = Self.memory(for: self.capacity)
  }

  deinit { Self.release(base, for: capacity) }

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

  /// Reads an element where it lies.
  @inline(__always)
  func read<Result>(_ index: Int, _ body: (borrowing Element) -> Result) -> Result {
    assert(index >= 0 && index < count, "no element \(index) in a buffer of \(count)")
    return body(base[index])
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
    let larger = Self.memory(for: room)
    larger.update(from: base, count: count)
    Self.release(base, for: capacity)
    base = larger
    capacity = room
  }

  /// Memory for so many elements, which begins with a line of the cache, so that a record of 64 bytes
  /// lies in one.
  ///
  /// A lot of it comes from the system in huge pages: whoever goes through records that have long lain
  /// waiting would otherwise wait for a page table every few dozen of them.
  private static func memory(for room: Int) -> UnsafeMutablePointer<Element> {
    let bytes = room * MemoryLayout<Element>.stride
    let place: UnsafeMutableRawPointer
    if bytes < hugePage {
      place = .allocate(byteCount: bytes, alignment: cacheLine)
    } else {
      let mapping = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      guard let mapping, mapping != UnsafeMutableRawPointer(bitPattern: -1) else {
        preconditionFailure("out of memory for \(room) records")
      }
      madvise(mapping, bytes, MADV_HUGEPAGE)
      place = mapping
    }
    return place.bindMemory(to: Element.self, capacity: room)
  }

  /// Gives memory back that was made for so many elements.
  private static func release(_ base: UnsafeMutablePointer<Element>, for room: Int) {
    let bytes = room * MemoryLayout<Element>.stride
    if bytes < hugePage { base.deallocate() } else { munmap(base, bytes) }
  }

  private static var cacheLine: Int { 64 }
  private static var hugePage: Int { 2 << 20 }
}

// Sound, although it holds a pointer: nobody else has the pointer, since a buffer cannot be copied.
extension Buffer: @unchecked Sendable where Element: Sendable {}
