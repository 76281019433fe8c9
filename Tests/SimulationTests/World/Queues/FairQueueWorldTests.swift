import Simulation
import Testing

@Suite struct `A fair queue in a world` {
  /// Fifty orders a second for two minutes, of which forty can be charged and four in five are of one
  /// guest of a hundred.
  private static func shop(isFair: Bool) -> CoffeeShop {
    var shop = CoffeeShop(open: .minutes(5))
    shop.orders.isFair = isFair
    shop.orders.queue.visibilityTimeout = .minutes(3)
    shop.guests.message.groups = 100
    shop.guests.arrivals = .constant(rate: 50)
    shop.guests.until = .start + .minutes(2)
    shop.function.eventSource?.maximumConcurrency = 40
    shop.payments.latency = .constant(1)
    return shop.with(.make(.producerHotKey, "guests") { $0.percentage = 0.8 })
  }

  @Test func `tells how quiet groups fare`() throws {
    let result = try Self.shop(isFair: true).run()
    #expect(result.outcomes.completed == 6_000)
    #expect(result.maximum(.noisyGroups, of: "orders") == 1)
    let ages = [Metric.ageOfOldestMessage, .quietAgeOfOldestMessage].map {
      result.maximum($0, of: "orders") / 1_000_000_000
    }
    #expect(ages[0] > 10 && ages[1] < 3, "\(ages)")
  }

  @Test func `has nothing to tell if no sender names a group`() throws {
    let result = try Self.shop(isFair: false).run()
    #expect(result.outcomes.completed == 6_000)
    #expect(result.series(.noisyGroups, of: "orders") == nil)
  }

  /// A tenth of a dollar more for a million sends; receives and deletes bear no group.
  @Test func `costs more for each send`() throws {
    let costs = try [true, false].map { isFair in
      var shop = Self.shop(isFair: isFair)
      shop.function.eventSource = nil
      let result = try shop.run()
      return result.parts.first { $0.name == "orders" }?.cost
    }
    #expect(costs == [Dollars("0.003"), Dollars("0.0024")])
  }
}
