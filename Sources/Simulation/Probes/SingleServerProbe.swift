/// An M/M/1 queue as two components on the bare kernel, for who measures it.
///
/// Three events a customer: the source's tick, the arrival at the server, the end of the service.
package struct SingleServerProbe: ~Copyable {
  /// What the customers went through.
  package struct Result: Hashable, Sendable {
    /// How many began their service.
    package let customers: Int
    /// The mean time from arrival to the start of the service, in seconds.
    package let meanWait: Double
  }

  private var loop = EventLoop()
  private var source = Parts<Source>(capacity: 1)
  private var server = Parts<Server>(capacity: 1)

  /// An empty system.
  package init(arrivalRate: Double, serviceRate: Double, seed: UInt64) {
    let first = Port<Source.Event>(address: Address(index: 0))
    let second = Port<Server.Event>(address: Address(index: 1))
    source.append(Source(port: first, server: second.address, rate: arrivalRate, seed: seed))
    server.append(Server(port: second, rate: serviceRate, seed: seed &+ 1))
    loop.connect(&source[0])
    loop.connect(&server[0])
    loop.context.schedule(.tick, for: first, at: .start)
  }

  /// Runs for a time and tells how it went.
  package mutating func run(for length: Interval) -> Result {
    _ = loop.run(before: .start + length, budget: .max) { _ in }
    return server[0].result
  }
}

/// Sends customers at random times.
private struct Source: Component, ~Copyable {
  enum Event: BitwiseCopyable {
    case tick
  }

  private let port: Port<Event>
  private let server: Address
  private let gap: Distribution
  private var gaps: RandomStream

  init(port: Port<Event>, server: Address, rate: Double, seed: UInt64) {
    self.port = port
    self.server = server
    gap = .exponential(mean: 1 / rate)
    gaps = RandomStream(key: RandomKey(bits: seed))
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    context.send(Request(operation: 0, cargo: 0), from: port.address, to: server)
    context.schedule(.tick, for: port, at: context.now + gap.interval(using: &gaps))
  }

  mutating func accept(_ request: Request, in context: inout Context) {}
  mutating func resume(_ reply: Reply, in context: inout Context) {}
}

/// Serves customers one by one, first come, first served.
private struct Server: Component, ~Copyable {
  enum Event: BitwiseCopyable {
    case served
  }

  private let port: Port<Event>
  private let service: Distribution
  private var services: RandomStream
  private var waiting = Fifo<Instant>()
  private var isBusy = false
  private var totalWait = Interval.zero
  private var served = 0

  init(port: Port<Event>, rate: Double, seed: UInt64) {
    self.port = port
    service = .exponential(mean: 1 / rate)
    services = RandomStream(key: RandomKey(bits: seed))
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    if isBusy {
      waiting.append(context.now)
    } else {
      begin(arrivedAt: context.now, in: &context)
    }
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    served &+= 1
    isBusy = false
    if let arrival = waiting.popFirst() { begin(arrivedAt: arrival, in: &context) }
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {}

  private mutating func begin(arrivedAt arrival: Instant, in context: inout Context) {
    isBusy = true
    totalWait = totalWait + (context.now - arrival)
    context.schedule(.served, for: port, at: context.now + service.interval(using: &services))
  }

  var result: SingleServerProbe.Result {
    let begun = served + (isBusy ? 1 : 0)
    return SingleServerProbe.Result(
      customers: begun, meanWait: begun == 0 ? 0 : totalWait.seconds / Double(begun))
  }
}
