/// An API in a world: throttles, passes each request on, and answers when the integration has.
struct GatewayComponent: WorldComponent, ~Copyable {
  typealias Event = NoEvent

  /// A client's request that is not yet answered.
  struct Pending: Sendable, BitwiseCopyable {
    var arrivedAt: Instant
    var caller: Address
    var token: UInt32
    /// The requests inside when it came, itself included; kept for a load shedder only.
    var inside: UInt32 = 0
  }

  let name: String
  private let port: Port<NoEvent>
  private let settings: GatewaySettings
  private var gateway: Gateway
  private var runs: HandlerRuns
  private var pending = Slab<Pending>()
  private var troubles: Troubles
  private var draws: RandomStream
  private var meters = GatewayMeters()
  private var requests = 0
  /// Which requests are refused under load.
  private var shedder: LoadShedder?

  init(_ settings: GatewaySettings, name: String, port: Port<NoEvent>, build: WorldBuilder) {
    self.name = name
    self.port = port
    self.settings = settings
    gateway = Gateway(settings.gateway)
    let operation: Operation =
      build.type(of: settings.integration) == FunctionComponentSettings.typeName
      ? .invoke : build.handOver(to: settings.integration)
    var program = Program()
    program.instructions = [
      Instruction(
        action: .ask, operation: operation, target: build.address(of: settings.integration))
    ]
    runs = HandlerRuns(
      program: program, address: port.address, draws: build.stream(name, "integration"))
    troubles = Troubles(draws: build.stream(name, "troubles"))
    draws = build.stream(name, "overhead")
    shedder = settings.shedding.map { LoadShedder($0.policy) }
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    if request.operation == Operation.probe.rawValue { return probe(request, in: &context) }
    context.arrive()
    requests &+= 1
    var client = Pending(arrivedAt: context.now, caller: request.caller, token: request.token)
    let message = request.message
    if !troubles.areNone, troubles.hit(.gatewayUnavailable, at: context.now) != nil {
      return refuse(client, message, .serviceUnavailable, in: &context)
    }
    if let shedder {
      client.inside = UInt32(clamping: pending.count + 1)
      guard shedder.admits(beside: pending.count) else {
        meters.shed.record(1)
        return refuse(client, message, .serviceUnavailable, in: &context)
      }
    }
    let size = Int(context.messages[message].size)
    switch gateway.admit(bytes: size, at: context.now) {
    case .refuse(let status): refuse(client, message, status, in: &context)
    case .integrate(let deadline):
      let slot = pending.insert(client)
      _ = runs.start(message, owner: slot, deadline: deadline, in: &context)
      // What the integration takes over is a copy of its own.
      context.messages.end(message, as: .consumed)
      collect(in: &context)
    }
  }

  /// Answers a health check itself, whatever has become of the integration: a shallow check.
  private mutating func probe(_ request: Request, in context: inout Context) {
    let isGone = !troubles.areNone && troubles.hit(.gatewayUnavailable, at: context.now) != nil
    context.answer(
      Reply(to: request, isGone ? .unavailable : .ok), from: port.address, to: request.caller)
  }

  mutating func handle(_ event: NoEvent, in context: inout Context) {}

  mutating func resume(_ reply: Reply, in context: inout Context) {
    runs.resume(reply, in: &context)
    collect(in: &context)
  }

  private mutating func collect(in context: inout Context) {
    while let finished = runs.popFinished() {
      let client = pending[finished.owner]
      pending.remove(finished.owner)
      context.messages.release(finished.message)
      meters.integrationLatency.record(context.now - client.arrivedAt)
      shedder?.record(
        latency: context.now - client.arrivedAt, inside: Int(client.inside),
        hasFailed: finished.cause != .ok)
      answer(client, Gateway.Status(finished.cause.integrationResult), in: &context)
    }
  }

  private mutating func refuse(
    _ client: Pending, _ message: MessageID, _ status: Gateway.Status, in context: inout Context
  ) {
    context.messages.end(message, as: .refused)
    answer(client, status, in: &context)
  }

  private mutating func answer(
    _ client: Pending, _ status: Gateway.Status, in context: inout Context
  ) {
    let overhead = settings.overhead.interval(using: &draws)
    meters.count.record(1)
    meters.clientErrors.record(status.isClientError ? 1 : 0)
    meters.serverErrors.record(status.isServerError ? 1 : 0)
    meters.latency.record(context.now + overhead - client.arrivedAt)
    context.answer(
      Reply(token: client.token, outcome: status.outcome.rawValue), from: port.address,
      to: client.caller, after: overhead)
  }

  var unanswered: Int { pending.count + runs.outstandingCalls }

  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    troubles.strike(faults)
  }

  mutating func sample(at now: Instant) {
    if let limit = shedder?.limit { meters.limit.record(Int64(limit)) }
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(to: &account)
    let price = settings.kind == .rest ? Prices.restAPI : Prices.httpAPI
    account.cost = price.dollars(for: requests)
  }
}

extension Outcome {
  /// What the outcome of the integration is to the API.
  fileprivate var integrationResult: Gateway.IntegrationResult {
    switch self {
    case .ok, .answeredBefore: .accepted
    case .throttled: .throttled
    case .rejected, .conditionFailed: .invalid
    case .failed: .malformed
    case .crashed: .malformed
    case .unavailable, .circuitOpen, .bulkheadFull: .unavailable
    case .timedOut, .connectionLost: .timedOut
    }
  }
}

extension Gateway.Status {
  /// What the status is to the client.
  fileprivate var outcome: Outcome {
    switch self {
    case .ok: .ok
    case .tooManyRequests: .throttled
    case .badRequest, .payloadTooLarge: .rejected
    case .internalServerError, .badGateway: .failed
    case .serviceUnavailable: .unavailable
    case .gatewayTimeout: .timedOut
    }
  }
}

/// What an API counts in a period.
private struct GatewayMeters: Sendable {
  var count = Metric.apiCount.definition.summary
  var clientErrors = Metric.apiClientErrors.definition.summary
  var serverErrors = Metric.apiServerErrors.definition.summary
  var latency = Metric.apiLatency.definition.summary
  var integrationLatency = Metric.apiIntegrationLatency.definition.summary
  var shed = Metric.shed.definition.summary
  var limit = Metric.concurrencyLimit.definition.summary

  mutating func report(to account: inout PeriodAccount) {
    account.take(.apiCount, &count)
    account.take(.apiClientErrors, &clientErrors)
    account.take(.apiServerErrors, &serverErrors)
    account.take(.apiLatency, &latency)
    account.take(.apiIntegrationLatency, &integrationLatency)
    account.take(.shed, &shed)
    account.take(.concurrencyLimit, &limit)
  }
}
