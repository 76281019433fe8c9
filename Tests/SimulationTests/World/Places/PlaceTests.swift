import Simulation
import Testing

/// Zones and Regions as failure points: 600 calls a minute, a place lost from the sixth minute to the
/// seventh.
@Suite struct `The loss of a place` {
  private static let ireland = Placement(zones: ["eu-west-1a"])

  @Test(arguments: [OutageSymptom.hang, .refuse])
  func `takes away what is in one zone alone`(symptom: OutageSymptom) throws {
    let calls = PlacedCalls(bank: Self.ireland).with(.zoneOutage, "eu-west-1a") {
      $0.symptom = symptom
    }
    let answered = try calls.answered()

    #expect(answered[4] >= 599)
    #expect(answered[5] <= 1 && answered[6] <= 1, "\(answered)")
    #expect(answered[8] == 600)
  }

  @Test(arguments: ["eu-west-1b", "eu-west-1c"])
  func `leaves other zones alone`(zone: String) throws {
    var calls = PlacedCalls(bank: Placement(zones: [zone]))
    calls.clients = Placement(zones: ["eu-west-1a"])
    let answered = try calls.with(.zoneOutage, "eu-west-1d").answered()

    #expect(answered.dropLast().allSatisfy { $0 >= 599 }, "\(answered)")
  }

  @Test func `lasts as long as a standby takes to take over`() throws {
    let bank = Placement(zones: ["eu-west-1a", "eu-west-1b"], takeOver: .seconds(30))
    let answered = try PlacedCalls(bank: bank).with(.zoneOutage, "eu-west-1a").answered()

    #expect(abs(answered[5] - 300) <= 1, "\(answered)")
    #expect(answered[6] == 600)
  }

  @Test func `costs nobody anything when it is the standby's`() throws {
    let bank = Placement(zones: ["eu-west-1a", "eu-west-1b"], takeOver: .seconds(30))
    let answered = try PlacedCalls(bank: bank).with(.zoneOutage, "eu-west-1b").answered()

    #expect(answered.dropLast().allSatisfy { $0 >= 599 }, "\(answered)")
  }

  @Test(arguments: [2, 3])
  func `takes its share of the calls until load balancers have noticed`(count: Int) throws {
    let zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
    let bank = Placement(zones: Array(zones.prefix(count)))
    let answered = try PlacedCalls(bank: bank).with(.zoneOutage, "eu-west-1b").answered()

    // Five standard deviations of a binomial count.
    let lost = 600 / Double(count)
    let deviation = (lost * (1 - 1 / Double(count))).squareRoot()
    #expect(abs(600 - answered[5] - lost) < 5 * deviation + 1, "\(answered)")
    #expect(answered[6] >= 599)
  }

  @Test func `of all zones is an outage even of a service without limits`() throws {
    let bank = Placement(zones: ["eu-west-1a", "eu-west-1b"])
    let calls = PlacedCalls(bank: bank).with(.zoneOutage, "eu-west-1a").with(
      .zoneOutage, "eu-west-1b")
    let answered = try calls.answered()

    #expect(answered[5] <= 1 && answered[6] <= 1, "\(answered)")
  }

  @Test func `that is a Region takes away whoever is in it, producers too`() throws {
    var calls = PlacedCalls(bank: Placement(region: "us-east-1"))
    calls.clients = Placement(zones: ["eu-west-1a"])
    let result = try calls.with(.regionOutage, "eu-west-1").run()

    let offered = result.periods(.offered, of: "clients")
    #expect(offered[4] == 600 && offered[5] == 0 && offered[6] == 0 && offered[8] == 600)
  }

  @Test(arguments: [
    (FaultAction.regionPartition, "eu-west-1"), (.regionPartition, "eu-west-1 -> us-east-1"),
    (.regionPartition, "us-east-1 -> eu-west-1"),
  ])
  func `differs from a partition, which leaves both sides at work`(
    action: FaultAction, target: String
  ) throws {
    var calls = PlacedCalls(bank: Placement(region: "us-east-1"))
    calls.clients = Placement(region: "eu-west-1")
    let result = try calls.with(action, target).run()

    #expect(result.periods(.offered, of: "clients")[5] == 600)
    #expect(result.periods(.sendsAccepted, of: "clients")[5] <= 1)
    #expect(result.periods(.sendsAccepted, of: "clients")[8] == 600)
  }

  @Test func `can be a gray failure: slow, and some of it lost`() throws {
    let calls = PlacedCalls(bank: Self.ireland).with(.zoneDegraded, "eu-west-1a") {
      $0.delay = .constant(0.1)
      $0.lossShare = 0.1
    }
    let result = try calls.run()
    let latency = result.periods(.sendLatency, of: "clients", \.maximum)
    let lost = 600 - result.periods(.sendsAccepted, of: "clients")[5]

    #expect(latency[4] == 10 && latency[5] == 210, "\(latency)")
    // 19 % of the calls lose their request or their answer; five standard deviations.
    #expect(abs(lost - 114) < 5 * 9.6 + 1)
  }
}

/// A part is available for a share a of the time: one of two that are independent for 1 - (1 - a)^2.
@Suite struct `Redundancy in zones` {
  @Test(arguments: [1, 2])
  func `makes a service as available as arithmetic has it`(zones: Int) throws {
    // 40 minutes between failures and 10 to repair: available for 80 % of the time.
    let names = Array(["eu-west-1a", "eu-west-1b"].prefix(zones))
    var calls = PlacedCalls(bank: Placement(zones: names))
    calls.duration = .days(20)
    calls.producer.arrivals = .constant(rate: 0.02)
    for name in names {
      var fault = Fault()
      (fault.action, fault.target, fault.id) = (.zoneOutage, name, name)
      fault.meanTimeBetween = .minutes(40)
      fault.meanTimeToRepair = .minutes(10)
      fault.shiftedAfter = .zero
      fault.symptom = .refuse
      calls.faults.append(fault)
    }
    let result = try calls.run()
    let answered = Double(result.sum(.sendsAccepted, of: "clients"))
    let share = answered / Double(result.sum(.offered, of: "clients"))

    // About 570 failures of each zone: four standard deviations of the share of time.
    #expect(abs(share - (zones == 1 ? 0.8 : 0.96)) < (zones == 1 ? 0.04 : 0.02), "\(share)")
  }
}

@Suite struct `Distance` {
  private func latency(
    _ clients: Placement, _ bank: Placement, _ network: NetworkSettings = NetworkSettings()
  ) throws -> Double {
    var calls = PlacedCalls(clients: clients, bank: bank)
    calls.network = network
    return try calls.run().periods(.sendLatency, of: "clients", \.maximum)[1]
  }

  @Test func `is there and back between zones and between Regions`() throws {
    let here = Placement(zones: ["eu-west-1a"])
    #expect(try latency(here, here) == 10)
    #expect(try latency(here, Placement(zones: ["eu-west-1b"])) == 11)
    #expect(try latency(here, Placement(region: "us-east-1")) == 80)
    #expect(try latency(here, Placement(region: "eu-west-1")) == 10)
    #expect(try latency(Placement(), here) == 10)
  }

  @Test(arguments: ["eu-west-1 -> eu-central-1", "eu-central-1 -> eu-west-1"])
  func `can differ for two Regions`(pair: String) throws {
    var network = NetworkSettings()
    network.pairs = [Named(pair, .constant(0.012))]
    let latency = try latency(
      Placement(region: "eu-west-1"), Placement(region: "eu-central-1"), network)
    #expect(latency == 34)
  }

  @Test func `costs what is carried`() throws {
    var calls = PlacedCalls(
      clients: Placement(region: "eu-west-1"), bank: Placement(region: "us-east-1"))
    calls.producer.message.size = .constant(1_048_576)
    let result = try calls.run()
    let gigabytes = Double(result.sum(.sends, of: "clients")) / 1_024
    let cost = result.parts.first { $0.name == "clients" }?.cost ?? .zero
    #expect(abs(cost.amount - gigabytes * 0.02) < 1e-6)
  }
}
