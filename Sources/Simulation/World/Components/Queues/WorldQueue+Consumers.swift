/// What consumers ask of a queue beside receiving and deleting.
extension WorldQueue where Self: ~Copyable {
  /// Makes messages visible again at once.
  mutating func releaseVisibility(_ request: Request, in context: inout Context) {
    meters.requests &+= 1
    _ = hide(request.cargo, for: .zero, in: &context)
    answer(request, .ok, in: &context)
  }

  /// Hides messages for longer: the heartbeat of a consumer that is still at work on them.
  ///
  /// Ten receipts fit a request (ChangeMessageVisibilityBatch). A receipt that cannot be extended, as
  /// when twelve hours are over, is an error that the consumer can do nothing about.
  mutating func extendVisibility(_ request: Request, in context: inout Context) {
    let timeout = Interval.seconds(Int(request.token))
    let count = hide(request.cargo, for: timeout, in: &context)
    meters.requests &+= (count + 9) / 10
  }

  /// Hides the messages of a shipment for so long from now on, and says how many they are.
  private mutating func hide(
    _ shipment: UInt32, for timeout: Interval, in context: inout Context
  ) -> Int {
    var head = shipment
    var count = 0
    while let shipped = context.shipments.popFirst(&head) {
      let receipt = Receipt(slot: shipped.slot, epoch: shipped.epoch)
      changeVisibility(receipt, to: timeout, at: context.now)
      context.messages.release(shipped.message)
      count += 1
    }
    return count
  }

  /// Tells what `ApproximateNumberOfMessagesVisible` would be: no request, and over no link.
  mutating func tellBacklog(_ request: Request, in context: inout Context) {
    let backlog = UInt32(clamping: visibleCount)
    context.remind(
      Reply(to: request, .ok, cargo: backlog), to: request.caller, at: context.now)
  }
}
