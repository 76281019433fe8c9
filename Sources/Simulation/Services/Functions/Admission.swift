/// Names an execution environment of one function, for as long as it lives.
package struct EnvironmentID: Hashable, Sendable, BitwiseCopyable {
  /// The slot in the function's list of environments.
  package let slot: UInt32

  /// The environment in a slot.
  @inline(__always)
  package init(slot: UInt32) { self.slot = slot }
}

/// What becomes of a request to run a function.
package enum Admission: Hashable, Sendable, BitwiseCopyable {
  /// Runs at once in the environment used last.
  case warm(EnvironmentID)
  /// Runs in a new environment, after its Init phase.
  case cold(EnvironmentID)
  /// Runs in an environment that a time-out or crash has reset, and initialises it meanwhile.
  ///
  /// A "suppressed init" takes time and money of the invocation itself
  /// (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html).
  case reinitialised(EnvironmentID)
  /// Runs at once in an environment of the provisioned concurrency.
  case provisioned(EnvironmentID)
  /// Does not run: status 429, not billed, neither an invocation nor an error.
  case throttled(ThrottleReason)

  /// Where the invocation runs; `nil` when it was throttled.
  @inline(__always)
  package var environment: EnvironmentID? {
    switch self {
    case .warm(let id), .cold(let id), .reinitialised(let id), .provisioned(let id): id
    case .throttled: nil
    }
  }
}

/// Why a request was refused with status 429.
package enum ThrottleReason: UInt8, Hashable, Sendable, CaseIterable, BitwiseCopyable {
  /// The account's unreserved concurrency is all in use.
  case accountConcurrency
  /// The function's own reservation is all in use, or is zero.
  case reservedConcurrency
  /// The function has started as many environments in ten seconds as it may.
  case scalingRate
  /// More synchronous requests a second than ten times the concurrency.
  case requestRate

  /// The `Reason` of the service's TooManyRequestsException.
  ///
  /// Of the last two the documentation does not say which they bear; the nearest is used.
  package var serviceName: String {
    switch self {
    case .accountConcurrency, .scalingRate: "ConcurrentInvocationLimitExceeded"
    case .reservedConcurrency: "ReservedFunctionConcurrentInvocationLimitExceeded"
    case .requestRate: "FunctionInvocationRateLimitExceeded"
    }
  }
}

/// How a function is called, in the service's words.
package enum InvocationType: UInt8, Hashable, Sendable, BitwiseCopyable {
  /// The caller waits for the answer.
  case requestResponse
  /// The service's own queue holds the event and calls the function.
  case event
}

/// How an invocation ended, as far as its environment is concerned.
package enum InvocationOutcome: UInt8, Hashable, Sendable, CaseIterable, BitwiseCopyable {
  /// The handler returned.
  case success
  /// The handler returned an error; the environment goes on.
  case error
  /// The handler took longer than the function's time-out; the environment is reset.
  case timeout
  /// The runtime exited; the environment is reset.
  case crash

  /// Whether the next invocation in the same environment has to initialise it.
  @inline(__always)
  package var resetsEnvironment: Bool { self == .timeout || self == .crash }
}
