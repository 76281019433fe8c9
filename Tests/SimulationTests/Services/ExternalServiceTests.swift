import Simulation
import Testing

@Suite struct `An external service` {
  @Test func `serves as many as it has servers, lets some wait and refuses the rest`() {
    var service = ExternalService(.init(concurrency: 2, queueLimit: 1))
    let arrivals = (0..<4).map {
      service.arrive(call: $0, service: .seconds(10), at: .start + .seconds(Int($0)))
    }
    #expect(
      arrivals == [
        .begin(endsAt: at(10)), .begin(endsAt: at(11)), .wait, .refused(.queueFull),
      ])
    #expect(service.inService == 2 && service.waiting == 1)
    let begun = [
      service.finish(at: at(10)), service.finish(at: at(11)), service.finish(at: at(20)),
    ]
    #expect(begun == [.init(call: 2, endsAt: at(20)), nil, nil])
    #expect(service.inService == 0 && service.waiting == 0)
  }

  @Test func `without limits serves every call at once`() {
    var service = ExternalService()
    let arrivals = (0..<1_000).map { service.arrive(call: $0, service: .seconds(1), at: at(0)) }
    #expect(arrivals == Array(repeating: .begin(endsAt: at(1)), count: 1_000))
    #expect(service.finish(at: at(1)) == nil)
  }

  @Test func `keeps a server busy with a call that hangs until it is given up`() {
    var service = ExternalService(.init(concurrency: 1))
    let hanging = service.arrive(call: 1, service: nil, at: at(0))
    let next = service.arrive(call: 2, service: nil, at: at(1))
    #expect([hanging, next] == [.begin(endsAt: .never), .wait])
    #expect(service.finish(at: at(30)) == .init(call: 2, endsAt: .never))
  }

  @Test func `loses servers to a fault and gets them back`() {
    var service = ExternalService(.init(concurrency: 4))
    for call in 0..<4 { _ = service.arrive(call: UInt32(call), service: .seconds(5), at: at(0)) }
    service.setCapacity(share: 0.5)
    let waits = (4..<7).map { service.arrive(call: $0, service: .seconds(5), at: at(1)) }
    #expect(waits == [.wait, .wait, .wait])
    let begun = (0..<3).map { _ in service.finish(at: at(5)) }
    #expect(begun == [nil, nil, .init(call: 4, endsAt: at(10))])
    service.setCapacity(share: 1)
    let late = service.arrive(call: 7, service: .seconds(5), at: at(6))
    #expect(late == .wait)  // Behind those who came before, whom nobody has called yet.
    let restored = (0..<3).map { _ in service.next(at: at(6)) }
    #expect(restored == [.init(call: 5, endsAt: at(11)), .init(call: 6, endsAt: at(11)), nil])
  }

  @Test(arguments: [(100, 0.29, 29), (3, 0.5, 1), (10, 0.0, 0), (10, 1.0, 10), (7, 0.999, 6)])
  func `keeps a share of its servers, rounded down`(servers: Int, share: Double, left: Int) {
    var service = ExternalService(.init(concurrency: servers))
    service.setCapacity(share: share)
    let begun = (0..<UInt32(servers)).count {
      service.arrive(call: $0, service: .seconds(1), at: at(0)) != .wait
    }
    #expect(begun == left)
  }

  @Test func `says when to come back if there are too many calls`() {
    var service = ExternalService()
    service.setRateLimit(TokenBucket(rate: 2, burst: 1))
    let arrivals = [0, 0, 500].map {
      service.arrive(call: 0, service: .seconds(1), at: .start + .milliseconds($0))
    }
    #expect(
      arrivals == [
        .begin(endsAt: at(1)), .refused(.rateLimited(retryAt: .start + .milliseconds(500))),
        .begin(endsAt: .start + .milliseconds(1_500)),
      ])
    service.setRateLimit(nil)
    let free = service.arrive(call: 0, service: .seconds(1), at: .start + .milliseconds(500))
    #expect(free == .begin(endsAt: .start + .milliseconds(1_500)))
  }

  @Test(arguments: [1, 2, 5])
  func `begins each call when the recursion of Kiefer and Wolfowitz says`(servers: Int) {
    var stream = RandomStream(seed: 11, replication: 0, component: "service", purpose: "test")
    var calls: [(arrival: Int, length: Int)] = []
    var clock = 0
    for _ in 0..<5_000 {
      clock += stream.below(200)
      calls.append((clock, 1 + stream.below(180 * servers)))
    }
    var freeAt = Array(repeating: 0, count: servers)
    let expected = calls.map { call in
      let server = freeAt.indices.min { freeAt[$0] < freeAt[$1] } ?? 0
      freeAt[server] = max(call.arrival, freeAt[server]) + call.length
      return freeAt[server]
    }
    #expect(run(calls, on: servers) == expected)
  }

  /// The end of each call's service, in milliseconds, with ends before arrivals at equal times.
  private func run(_ calls: [(arrival: Int, length: Int)], on servers: Int) -> [Int] {
    var service = ExternalService(.init(concurrency: servers))
    var ends = Array(repeating: 0, count: calls.count)
    var running: [Int] = []
    func milliseconds(_ time: Instant) -> Int { Int(time.nanoseconds / 1_000_000) }
    func finish(upTo limit: Int) {
      while let first = running.min(), first <= limit {
        running.remove(at: running.firstIndex(of: first) ?? 0)
        if let begun = service.finish(at: .start + .milliseconds(first)) {
          ends[Int(begun.call)] = milliseconds(begun.endsAt)
          running.append(milliseconds(begun.endsAt))
        }
      }
    }
    for (index, call) in calls.enumerated() {
      finish(upTo: call.arrival)
      let arrival = service.arrive(
        call: UInt32(index), service: .milliseconds(call.length),
        at: .start + .milliseconds(call.arrival))
      if case .begin(let endsAt) = arrival {
        ends[index] = milliseconds(endsAt)
        running.append(milliseconds(endsAt))
      }
    }
    finish(upTo: .max)
    return ends
  }
}

@Suite struct `Repeated calls of an external service` {
  @Test(arguments: [
    (Idempotency.none, 0, Idempotency.Effect.perform), (.none, 1, .perform),
    (.key, 0, .perform), (.key, 1, .answerAsBefore), (.key, 9, .answerAsBefore),
  ])
  func `cost nobody twice where calls have a key`(
    mode: Idempotency, before: Int, effect: Idempotency.Effect
  ) {
    #expect(mode.effect(performedBefore: before) == effect)
  }
}

private func at(_ seconds: Int) -> Instant { .start + .seconds(seconds) }
