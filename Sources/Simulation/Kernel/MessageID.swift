/// Names a message in the run's message store.
///
/// A bare slot number: the store counts the holders of a message (queues, requests on a wire,
/// invocations) and gives a slot away only when none is left, so that a name on a wire needs no
/// generation and fits an event of twelve bytes.
package struct MessageID: Hashable, Sendable, BitwiseCopyable {
  /// The slot in the store.
  package let slot: UInt32

  /// The message in a slot.
  @inline(__always)
  package init(slot: UInt32) { self.slot = slot }
}
