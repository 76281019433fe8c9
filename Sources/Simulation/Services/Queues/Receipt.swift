/// What a consumer shows to delete a message or to change how long it is hidden.
///
/// It names one receive of one stored message: the record's slot, and the number of the receive in
/// the life of the queue. A later receive makes it an older receipt of the same message. It means
/// something only to the queue that issued it.
package struct Receipt: Hashable, Sendable, BitwiseCopyable {
  /// Where the queue keeps the message.
  package let slot: UInt32
  /// The receive that the receipt stands for.
  package let epoch: UInt32

  /// The receipt of a receive.
  @inline(__always)
  package init(slot: UInt32, epoch: UInt32) {
    self.slot = slot
    self.epoch = epoch
  }
}
