/// An API of Amazon API Gateway that hands requests straight to a service (storage first).
///
/// The client gets its 200 only after the service behind has taken the message; nothing is tried
/// again here (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).
package struct Gateway: Sendable {
  /// Which of the two products the API is.
  package enum Kind: Hashable, Sendable {
    /// A REST API: the time-out can be set, and raised by quota since 2024.
    case rest
    /// An HTTP API: waits up to 30 s.
    case http

    /// The integration time-outs that can be set without a raised quota.
    package var timeouts: ClosedRange<Interval> {
      switch self {
      case .rest: .milliseconds(50) ... .seconds(29)
      case .http: .milliseconds(50) ... .seconds(30)
      }
    }
  }

  /// What the API may do: requests a second, the burst above them, and how long it waits.
  package struct Settings: Hashable, Sendable {
    /// Which of the two products the API is.
    package var kind: Kind
    /// The steady number of requests a second.
    package var rateLimit: Double
    /// How many requests may come at one time.
    package var burstLimit: Int
    /// How long the integration may take; beyond the kind's range only with a raised quota.
    package var timeout: Interval

    /// Settings; without arguments the account's default quotas and the longest default wait.
    package init(
      kind: Kind = .rest, rateLimit: Double = 10_000, burstLimit: Int = 5_000,
      timeout: Interval? = nil
    ) {
      self.kind = kind
      self.rateLimit = rateLimit
      self.burstLimit = burstLimit
      self.timeout = timeout ?? kind.timeouts.upperBound
    }
  }

  /// The answer to a request that came in.
  package enum Admission: Hashable, Sendable {
    /// Call the service behind; if it has not answered by then, answer 504. It may yet go on.
    case integrate(until: Instant)
    /// Answer at once.
    case refuse(Status)
  }

  /// What became of the call to the service behind.
  package enum IntegrationResult: Hashable, Sendable {
    /// The service has taken the message.
    case accepted
    /// The service found the request at fault.
    case invalid
    /// The service had too many requests.
    case throttled
    /// The service failed.
    case failed
    /// A function failed or answered in a form that is not understood.
    case malformed
    /// The service could not be reached, or said that it is not available.
    case unavailable
    /// The service did not answer in time.
    case timedOut
  }

  /// The HTTP status that the client sees.
  package enum Status: Int, Hashable, Sendable {
    case ok = 200
    case badRequest = 400
    case payloadTooLarge = 413
    case tooManyRequests = 429
    case internalServerError = 500
    case badGateway = 502
    case serviceUnavailable = 503
    case gatewayTimeout = 504

    /// The status that a result of the integration becomes.
    package init(_ result: IntegrationResult) {
      self =
        switch result {
        case .accepted: .ok
        case .invalid: .badRequest
        case .throttled: .tooManyRequests
        case .failed: .internalServerError
        case .malformed: .badGateway
        case .unavailable: .serviceUnavailable
        case .timedOut: .gatewayTimeout
        }
    }

    /// Whether the metric `4XXError` counts it (throttled requests are among them).
    package var isClientError: Bool { (400..<500).contains(rawValue) }
    /// Whether the metric `5XXError` counts it.
    package var isServerError: Bool { rawValue >= 500 }
    /// Whether a careful client sends the request again.
    package var isRetryable: Bool { self == .tooManyRequests || isServerError }
  }

  /// The largest request in bytes.
  package static let payloadLimit = 10 * 1_024 * 1_024

  private let timeout: Interval
  private var throttle: TokenBucket

  /// An API that has seen no request.
  package init(_ settings: Settings = Settings()) {
    timeout = settings.timeout
    throttle = TokenBucket(ratePerSecond: settings.rateLimit, burst: settings.burstLimit)
  }

  /// Lets a request of a size in bytes in, or answers it.
  ///
  /// The throttle comes first: a request that is too large has used a token.
  package mutating func admit(bytes: Int, at now: Instant) -> Admission {
    guard throttle.take(at: now) else { return .refuse(.tooManyRequests) }
    guard bytes <= Self.payloadLimit else { return .refuse(.payloadTooLarge) }
    return .integrate(until: now + timeout)
  }
}
