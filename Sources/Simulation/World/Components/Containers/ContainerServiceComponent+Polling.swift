/// Threads that poll: receive, handle one message after the other, delete each that is done, again.
extension ContainerServiceComponent {
  /// What a request takes, so that polling short cannot stand still in time.
  private static let shortestPause = Interval.milliseconds(20)
  /// How long a thread rests after a receive that failed.
  private static let pauseAfterError = Interval.seconds(1)

  mutating func openPollers(of task: Int, in context: inout Context) {
    guard queue != .nobody else { return }
    for _ in 0..<settings.threads {
      let poller = pollers.insert(Poller(task: UInt32(task), epoch: nextEpoch()))
      tasks[task].pollers += 1
      poll(poller, in: &context)
    }
  }

  private mutating func poll(_ poller: UInt32, in context: inout Context) {
    guard let source = settings.queueSource, !pollers[poller].isPolling else { return }
    pollers[poller].isPolling = true
    let order = ReceiveOrder(
      maximum: source.batchSize, visibilitySeconds: visibilitySeconds,
      waitSeconds: Int(source.waitTime.seconds))
    context.send(
      Request(
        .receive, cargo: order.cargo, detail: order.detail, caller: port.address,
        token: Self.pollToken | poller),
      from: port.address, to: queue)
  }

  /// The answer to a receive has come, maybe for a thread that is no more.
  mutating func received(_ reply: Reply, in context: inout Context) {
    let poller = reply.token & ~Self.pollToken
    pollers[poller].isPolling = false
    if pollers[poller].isGone {
      // Whoever died cannot say so: what was on its way to it comes back when its time is over.
      if reply.count > 0 { context.discard(shipment: reply.cargo) }
      return pollers.remove(poller)
    }
    guard reply.result == .ok else {
      return rest(poller, for: Self.pauseAfterError, in: &context)
    }
    if reply.count > 0 {
      pollers[poller].batch = Shipment()
      context.shipments.append(contentsOf: reply.cargo, to: &pollers[poller].batch)
      if let heartbeat = settings.queueSource?.heartbeat {
        context.schedule(
          .beat(poller: poller, epoch: pollers[poller].epoch), for: port,
          at: context.now + heartbeat)
      }
    } else if let pause = pauseAfterNothing {
      return rest(poller, for: pause, in: &context)
    }
    goOn(poller, in: &context)
  }

  private var pauseAfterNothing: Interval? {
    guard let source = settings.queueSource else { return nil }
    let least = source.waitTime < .seconds(1) ? Self.shortestPause : .zero
    let pause = max(least, source.emptyReceivePause)
    return pause > .zero ? pause : nil
  }

  /// Lets a thread receive again later; one whose task stops has nothing to wait for.
  private mutating func rest(
    _ poller: UInt32, for pause: Interval, in context: inout Context
  ) {
    if tasks[Int(pollers[poller].task)].isFinishing { return goOn(poller, in: &context) }
    context.schedule(
      .receive(poller: poller, epoch: pollers[poller].epoch), for: port,
      at: context.now + pause)
  }

  /// Handles the next message of a thread's batch, or receives again.
  mutating func goOn(_ poller: UInt32, in context: inout Context) {
    let task = Int(pollers[poller].task)
    while !pollers[poller].isRunning, !pollers[poller].isHeldUp, !pollers[poller].isPolling,
      !tasks[task].isPaused
    {
      let head = pollers[poller].batch.head
      guard head != ShipmentStore.empty else {
        return tasks[task].isFinishing
          ? finish(poller, in: &context) : poll(poller, in: &context)
      }
      let message = context.shipments.look(at: head).shipped.message
      pollers[poller].begunAt = context.now
      guard context.messages[message].traits.allowProcessing, !failsByVersion(task) else {
        fail(poller, in: &context)
        continue
      }
      if let delay = delayByVersion(task) {
        pollers[poller].isHeldUp = true
        context.schedule(
          .begin(owner: poller, epoch: pollers[poller].epoch), for: port,
          at: context.now + delay)
        return
      }
      return start(poller, in: &context)
    }
  }

  mutating func start(_ poller: UInt32, in context: inout Context) {
    let head = pollers[poller].batch.head
    guard head != ShipmentStore.empty else { return goOn(poller, in: &context) }
    let task = Int(pollers[poller].task)
    pollers[poller].isRunning = true
    pollers[poller].run = runs.start(
      context.shipments.look(at: head).shipped.message, owner: poller,
      deadline: settings.timeout.map { context.now + $0 } ?? .never,
      origin: origin(in: task), in: &context)
  }

  /// The task as an environment, for circuit breakers in its memory.
  func origin(in task: Int) -> RunOrigin {
    RunOrigin(
      of: port.address, slot: UInt32(task), life: UInt16(truncatingIfNeeded: tasks[task].epoch))
  }

  /// The handler has ended for the first message of a thread's batch.
  mutating func messageEnded(
    _ finished: HandlerRuns.Finished, of poller: UInt32, in context: inout Context
  ) {
    pollers[poller].isRunning = false
    let isDone = finished.outcome == .ok
    if isDone { context.messages.handled(finished.message, at: context.now) }
    context.messages.release(finished.message)
    if pollers[poller].isGone {
      if !pollers[poller].isPolling { pollers.remove(poller) }
      return
    }
    if isDone { complete(poller, in: &context) } else { fail(poller, in: &context) }
    goOn(poller, in: &context)
  }

  private mutating func complete(_ poller: UInt32, in context: inout Context) {
    meters.handled.count()
    meters.failed.count(false)
    meters.handlingTime.record(context.now - pollers[poller].begunAt)
    guard let shipped = context.shipments.popFirst(&pollers[poller].batch.head) else { return }
    var shipment = Shipment()
    context.shipments.append(shipped, to: &shipment)
    context.send(Request(.delete, cargo: shipment.head), from: port.address, to: queue)
  }

  /// A message that failed is left to its visibility timeout.
  private mutating func fail(_ poller: UInt32, in context: inout Context) {
    meters.failed.count()
    meters.handlingTime.record(context.now - pollers[poller].begunAt)
    if let shipped = context.shipments.popFirst(&pollers[poller].batch.head) {
      context.messages.release(shipped.message)
    }
  }

  /// A thread of a task that stops has finished its batch, and what a poll under way still brought.
  private mutating func finish(_ poller: UInt32, in context: inout Context) {
    let task = Int(pollers[poller].task)
    pollers.remove(poller)
    pollers[poller].epoch = 0
    tasks[task].pollers -= 1
    endIfFinished(task, in: &context)
  }

  /// Hides what a thread has in hand for another visibility timeout, and comes back to it.
  mutating func beat(_ poller: UInt32, in context: inout Context) {
    guard let heartbeat = settings.queueSource?.heartbeat, !pollers[poller].isGone else { return }
    var link = pollers[poller].batch.head
    guard link != ShipmentStore.empty else { return }
    if !tasks[Int(pollers[poller].task)].isPaused {
      var shipment = Shipment()
      while link != ShipmentStore.empty {
        let found = context.shipments.look(at: link)
        context.messages.retain(found.shipped.message)
        context.shipments.append(found.shipped, to: &shipment)
        link = found.next
      }
      context.send(
        Request(.extend, cargo: shipment.head, token: leaseSeconds), from: port.address,
        to: queue)
    }
    context.schedule(
      .beat(poller: poller, epoch: pollers[poller].epoch), for: port,
      at: context.now + heartbeat)
  }

  /// A thread dies with what it has in hand.
  mutating func drop(_ poller: UInt32, in context: inout Context) {
    context.discard(shipment: pollers[poller].batch.head)
    pollers[poller].batch = Shipment()
    pollers[poller].isGone = true
    pollers[poller].epoch = 0
    if pollers[poller].isRunning {
      runs.abort(pollers[poller].run, in: &context)
    } else if !pollers[poller].isPolling {
      pollers.remove(poller)
    }
  }
}
