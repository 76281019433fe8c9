/// Advice about functions, what they do, and who waits for them.
package enum HandlerAdvice: Hashable, Sendable {
  case retriesMultiply(attempts: Int, layers: [String])
  case idleTimeout(step: String, timeout: String, function: String, functionTimeout: String)
  case gatewayTimeout(gateway: String, timeout: String, function: String, functionTimeout: String)
  case noCanary(redrive: String)
  case emptyHandler(function: String)
  case loop([String])
  case concurrencyCap(maximum: Int, reserved: Int)
  case breakerNeverOpens(minimum: Int, window: Int)

  var rule: Lint.Rule {
    switch self {
    case .retriesMultiply: .retries
    case .idleTimeout, .gatewayTimeout: .timeouts
    case .noCanary: .canary
    case .emptyHandler: .handler
    case .loop: .loop
    case .concurrencyCap: .concurrency
    case .breakerNeverOpens: .breaker
    }
  }

  var sentence: String {
    switch self {
    case .retriesMultiply(let attempts, let layers):
      "retries multiply: one message can cause \(attempts.grouped) attempts "
        + "(\(layers.map { $0.printable(upTo: 80) }.joined(separator: " × "))); retry in one layer "
        + "only"
    case .idleTimeout(let step, let timeout, let function, let functionTimeout):
      "the step \(step.named) waits up to \(timeout), and \(function.named) is killed after "
        + "\(functionTimeout): the step's time-out never ends first"
    case .gatewayTimeout(let gateway, let timeout, let function, let functionTimeout):
      "\(gateway.named) answers 504 after \(timeout), and \(function.named) may work on for "
        + "\(functionTimeout) with nobody waiting"
    case .noCanary(let redrive):
      "\(redrive.named) asks no 'canary': it moves messages back even while nothing is mended"
    case .emptyHandler(let function):
      "the handler of \(function.named) has no steps: it succeeds at once with every message"
    case .loop(let components):
      "every message comes back to where it was: \(components.inCircle); AWS stops such loops "
        + "after 16 rounds, Faultline does not"
    case .concurrencyCap(let maximum, let reserved):
      "'maximumConcurrency' is \(maximum.grouped), more than the \(reserved.grouped) of "
        + "'reservedConcurrency': the rest is throttled, and throttles count as receives"
    case .breakerNeverOpens(let minimum, let window):
      "'minimumNumberOfCalls' is \(minimum.grouped), more than the \(window.grouped) calls that "
        + "the window holds: no rate is ever known, and the breaker cannot open"
    }
  }
}
