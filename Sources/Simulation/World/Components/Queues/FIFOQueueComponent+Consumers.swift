/// What consumers that are no functions ask of a FIFO queue beside receiving and deleting.
extension FIFOQueueComponent {
  /// Hides messages for longer: the heartbeat of a consumer that is still at work on them.
  ///
  /// Ten receipts fit a request (ChangeMessageVisibilityBatch). A receipt that cannot be extended, as
  /// when twelve hours are over, is an error that the consumer can do nothing about.
  mutating func extendVisibility(_ request: Request, in context: inout Context) {
    var head = request.cargo
    var count = 0
    let timeout = Interval.seconds(Int(request.token))
    while let shipped = context.shipments.popFirst(&head) {
      let receipt = Receipt(slot: shipped.slot, epoch: shipped.epoch)
      _ = queue.changeVisibility(receipt, to: timeout, at: context.now)
      context.messages.release(shipped.message)
      count += 1
    }
    meters.requests &+= (count + 9) / 10
  }

  /// Tells what `ApproximateNumberOfMessagesVisible` would be: no request, and over no link.
  mutating func tellBacklog(_ request: Request, in context: inout Context) {
    let backlog = UInt32(clamping: queue.visibleCount)
    context.remind(
      Reply(to: request, .ok, cargo: backlog), to: request.caller, at: context.now)
  }
}
