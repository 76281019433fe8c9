import Simulation
import Testing

@Suite struct `A function that keeps records of its work` {
  private func shop(_ key: IdempotencySettings.Key? = .order) -> Shop {
    var shop = Shop()
    if let key {
      var idempotency = IdempotencySettings()
      idempotency.table = "records"
      idempotency.key = key
      shop.function.idempotency = idempotency
    }
    return shop
  }

  @Test func `works once on each message, with two writes of its own`() throws {
    let result = try shop().run()
    #expect(result.outcomes.completed == 600)
    #expect(result.sum(.consumedWriteUnits, of: "records") == 1_200)
    #expect(result.sum(.answeredBefore, of: "shop") == 0)
  }

  @Test(arguments: [(nil, true), (IdempotencySettings.Key.order, false), (.message, false)])
  func `answers as before what is delivered twice`(
    key: IdempotencySettings.Key?, doubles: Bool
  ) throws {
    var shop = shop(key)
    shop.faults = [.of("shop", .functionErrors, from: 60, to: 120)]
    shop.faults[0].errorMoment = .after
    let result = try shop.run()
    #expect(result.outcomes.completed == 600)
    #expect((result.duplicates(of: "charge") > 50) == doubles)
    #expect((result.sum(.answeredBefore, of: "shop") > 50) == !doubles)
  }

  @Test(arguments: [(IdempotencySettings.Key.order, false), (.message, true)])
  func `knows a redriven order, but not by the queue's identity`(
    key: IdempotencySettings.Key, doubles: Bool
  ) throws {
    var shop = shop(key)
    shop.faults = [.of("shop", .functionErrors, from: 60, to: 360)]
    shop.faults[0].errorMoment = .after
    var redrive = ManualAction()
    redrive.deed = .redrive
    redrive.target = "letters"
    redrive.destination = "orders"
    redrive.at = .start + .minutes(12)
    shop.actions = [redrive]
    let result = try shop.run()
    #expect(result.sum(.redriven, of: "letters") > 50)
    #expect((result.duplicates(of: "charge") > 50) == doubles)
  }

  @Test func `lets nobody else at work that is in progress`() throws {
    var shop = shop()
    shop.guests.limit = 1
    shop.payments.latency = .constant(5)
    shop.faults = [.of("guests", .producerDuplicateSend, from: 0, to: 600)]
    let result = try shop.run()
    #expect(result.sum(.alreadyInProgress, of: "shop") == 1)
    #expect(result.sum(.answeredBefore, of: "shop") == 1)
    #expect(result.duplicates(of: "charge") == 0)
  }

  @Test(arguments: [(nil, 3), (Interval.zero, 9), (.seconds(1_000), 9)])
  func `frees work whose worker died when its time-out is over, if it was told to`(
    inProgressExpiry: Interval?, invocations: Int
  ) throws {
    var shop = shop()
    shop.guests.limit = 1
    shop.orders.redrivePolicy = nil
    shop.function.idempotency?.inProgressExpiry = inProgressExpiry
    shop.duration = .seconds(510)
    // The first two invocations die in mid-call, at 0 s and 60 s.
    shop.faults = [.of("payments", .dependencyHang, from: 0, to: 100)]
    let result = try shop.run()
    #expect(result.sum(.invocations, of: "shop") == invocations)
    #expect(result.outcomes.completed == (invocations == 3 ? 1 : 0))
  }

  @Test func `forgets a failure, so that the next attempt runs`() throws {
    var shop = shop()
    shop.charge.guards.timeout = .seconds(1)
    shop.faults = [.of("payments", .dependencyOutage, from: 60, to: 90)]
    let result = try shop.run()
    #expect(result.outcomes.completed == 600)
    #expect(result.sum(.alreadyInProgress, of: "shop") == 0)
    #expect(result.duplicates(of: "charge") == 0)
  }

  @Test func `fails while its store does, and may charge twice if the store fails in between`()
    throws
  {
    var shop = shop()
    shop.orders.redrivePolicy = nil
    shop.payments.latency = .constant(1.5)
    shop.faults = [.of("records", .tableUnavailable, from: 60, to: 120)]
    let result = try shop.run()
    #expect(result.outcomes.completed == 600)
    #expect(result.sum(.errors, of: "shop") >= 59)
    // Whoever was at work when the store went away is worked on again once its record yields.
    #expect((1...2).contains(result.duplicates(of: "charge")))
  }

  @Test func `charges again what comes back after the record has expired`() throws {
    var duplicates: [Int] = []
    for expiry in [Interval.seconds(30), .hours(1)] {
      var shop = shop()
      shop.function.idempotency?.expiry = expiry
      shop.faults = [.of("shop", .functionErrors, from: 60, to: 120)]
      shop.faults[0].errorMoment = .after
      duplicates.append(try shop.run().duplicates(of: "charge"))
    }
    #expect(duplicates[0] > 50)
    #expect(duplicates[1] == 0)
  }
}

@Suite struct `A function that sets messages aside` {
  @Test func `sends at once what nobody can process to where a person looks`() throws {
    var shop = Shop()
    shop.faults = [.of("guests", .producerMalformed, from: 60, to: 120)]
    var mend = DestinationSettings()
    mend.queue = "mend"
    shop.function.onRejected = mend
    let result = try shop.run()
    #expect(result.sum(.messagesRejected, of: "shop") == 60)
    #expect(result.sum(.messagesSent, of: "mend") == 60)
    #expect(result.sum(.errors, of: "shop") == 0)
    #expect(result.sum(.messagesReceived, of: "orders") == 600)
    #expect(result.outcomes.completed == 540)
  }

  @Test(arguments: [false, true])
  func `drops or parks what is too old`(parks: Bool) throws {
    var shop = Shop()
    var shedding = SheddingSettings()
    shedding.kind = .deadline
    shedding.deadline = .seconds(100)
    shop.function.shedding = shedding
    if parks {
      var parked = DestinationSettings()
      parked.queue = "mend"
      shop.function.onShed = parked
    }
    shop.charge.guards.timeout = .seconds(1)
    shop.orders.redrivePolicy = nil
    shop.faults = [.of("payments", .dependencyOutage, from: 60, to: 360)]
    let result = try shop.run()
    let shed = result.sum(.shed, of: "shop")
    #expect(shed > 150)
    #expect(result.outcomes.lost == (parks ? 0 : shed))
    #expect(result.outcomes.completed == 600 - shed)
    #expect(result.sum(.messagesSent, of: "mend") == (parks ? shed : 0))
  }
}
