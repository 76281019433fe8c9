import Simulation

/// Functions, breakers and schedules.
extension Inspection {
  mutating func inspectFunctions() {
    let functions = draft.components(of: FunctionComponentSettings.self)
    for function in functions {
      if let source = function.value.eventSource, source.batchSize > 10,
        source.maximumBatchingWindow < .seconds(1)
      {
        note(
          .component(.batchWithoutWindow(size: source.batchSize)),
          at: function.place("eventSource", "batchSize"))
      }
      let environments = function.value.environments
      if let reserved = environments.reservedConcurrency,
        environments.provisionedConcurrency > reserved
      {
        let problem = ComponentProblem.provisionedOverReserved(
          provisioned: environments.provisionedConcurrency, reserved: reserved)
        note(.component(problem), at: function.place("provisionedConcurrency"))
      }
    }
    inspectReservations(of: functions)
  }

  /// A hundred of the account's concurrency must stay unreserved (Lambda's developer guide,
  /// "Configuring reserved concurrency").
  private mutating func inspectReservations(of functions: [Entry<FunctionComponentSettings>]) {
    let account = draft.header.accountConcurrency
    let limit = max(0, account - ConcurrencyPool.leastUnreserved)
    var sum = 0
    var first: Entry<FunctionComponentSettings>?
    for function in functions {
      sum += function.value.environments.guaranteedConcurrency
      if sum > limit, first == nil { first = function }
    }
    guard let first else { return }
    let isReserved = first.value.environments.reservedConcurrency != nil
    note(
      .component(.reservedTooMuch(sum: sum, limit: limit, account: account)),
      at: first.place(isReserved ? "reservedConcurrency" : "provisionedConcurrency"))
  }

  mutating func inspectSchedules() {
    for schedule in draft.components(of: ScheduleSettings.self) {
      inspect(schedule.value.expression, at: schedule.place("expression"))
    }
    for redrive in draft.components(of: RedriveSettings.self) {
      if let expression = redrive.value.schedule {
        inspect(expression, at: redrive.place("schedule"))
      }
    }
  }

  /// Points into the expression, unless it stands in the file with escapes.
  private mutating func inspect(_ expression: String, at place: Place) {
    do throws(ScheduleSyntaxError) {
      _ = try ScheduleExpression(expression)
    } catch {
      var range = place.range
      let length = expression.unicodeScalars.count
      if range.length == length + 2, error.column <= length {
        range = range.from(error.column, length: 1)
      }
      note(.component(.schedule(error)), at: Place(range: range, path: place.path))
    }
  }
}

extension Inspection {
  mutating func adviseOnFunctions() {
    for function in draft.components(of: FunctionComponentSettings.self) {
      if function.value.handler.isEmpty {
        advise(
          .handler(.emptyHandler(function: function.name.text)), at: function.place("handler"))
      }
      if let maximum = function.value.eventSource?.maximumConcurrency,
        let reserved = function.value.environments.reservedConcurrency, maximum > reserved
      {
        advise(
          .handler(.concurrencyCap(maximum: maximum, reserved: reserved)),
          at: function.place("eventSource", "maximumConcurrency"))
      }
    }
    for gateway in draft.components(of: GatewaySettings.self) { adviseOnPatience(of: gateway) }
    for breaker in draft.components(of: BreakerSettings.self) {
      guard breaker.value.slidingWindowType != .time, let window = breaker.value.slidingWindowSize,
        let minimum = breaker.value.minimumNumberOfCalls, minimum > window
      else { continue }
      advise(
        .handler(.breakerNeverOpens(minimum: minimum, window: window)),
        at: breaker.place("minimumNumberOfCalls"))
    }
  }

  private mutating func adviseOnPatience(of gateway: Entry<GatewaySettings>) {
    let name = gateway.value.integration
    let timeout = gateway.value.timeoutInEffect
    guard let function = draft.settings(FunctionComponentSettings.self, of: name),
      function.timeout > timeout
    else { return }
    advise(
      .handler(
        .gatewayTimeout(
          gateway: gateway.name.text, timeout: timeout.spelt, function: name,
          functionTimeout: function.timeout.spelt)), at: gateway.place("integration"))
  }

  mutating func adviseOnSchedules() {
    for schedule in draft.components(of: ScheduleSettings.self) {
      adviseOnTime(of: schedule.value.expression, at: schedule.place("expression"))
    }
    for redrive in draft.components(of: RedriveSettings.self) {
      if let expression = redrive.value.schedule {
        adviseOnTime(of: expression, at: redrive.place("schedule"))
      }
    }
  }

  private mutating func adviseOnTime(of text: String, at place: Place) {
    guard let expression = try? ScheduleExpression(text) else { return }
    if let due = expression.first(from: .start), due < draft.end { return }
    advise(.run(.scheduleNeverDue(text)), at: place)
  }
}

extension Draft {
  /// The end of the run.
  var end: Instant { .start + header.duration }
}
