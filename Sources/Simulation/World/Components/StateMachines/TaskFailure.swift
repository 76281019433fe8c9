/// How a task failed, in the words in which the service tells the execution.
///
/// Names of errors of Lambda and of EventBridge are documented
/// (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html,
/// https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html); for the others the
/// service puts its own prefix before the names of the other service's API.
struct TaskFailure: Hashable, Sendable {
  let name: String
  let cause: String
  /// The cause of what fails because the scenario wants it to.
  static let ofFault = "A fault of the scenario."

  init(name: String, cause: String) {
    self.name = name
    self.cause = cause
  }

  /// What an outcome is to a task; nothing where it is success.
  ///
  /// - Parameters:
  ///   - failure: Of what a function failed: see `FailureDetail`.
  ///   - names: The names that handlers give their errors.
  init?(_ outcome: Outcome, _ failure: UInt8, of plan: TaskPlan, names: [String]) {
    if outcome == .ok || outcome == .answeredBefore { return nil }
    switch plan.service {
    case .function, .activity: self.init(function: outcome, failure, names)
    case .http: self.init(http: outcome)
    case .queue: self.init(outcome, throttled: "SQS.RequestThrottled", else: "SQS.SqsException")
    case .topic: self.init(outcome, throttled: "SNS.Throttled", else: "SNS.SnsException")
    case .events:
      let name = "EventBridge.FailedEntry"
      self.init(outcome, throttled: name, else: name)
    case .getItem, .putItem, .updateItem, .deleteItem: self.init(table: outcome)
    case .execution: self.init(execution: outcome, plan.pattern)
    case .other: self.init(other: outcome, plan.resource)
    }
  }

  private init(function outcome: Outcome, _ failure: UInt8, _ names: [String]) {
    switch outcome {
    case .throttled:
      self.init(name: "Lambda.TooManyRequestsException", cause: "Rate Exceeded.")
    case .crashed: self.init(name: "Lambda.Unknown", cause: "The function's environment died.")
    case .failed where failure == FailureDetail.timeout:
      self.init(name: "Sandbox.Timedout", cause: "The function's task timed out.")
    case .failed:
      let isNamed = failure != FailureDetail.unnamed && Int(failure) <= names.count
      self.init(
        name: isNamed ? names[Int(failure) - 1] : "Error", cause: "The function's handler failed.")
    case .timedOut, .connectionLost:
      self.init(name: "Lambda.SdkClientException", cause: "The call got no answer.")
    default: self.init(name: "Lambda.ServiceException", cause: "The service is not available.")
    }
  }

  private init(http outcome: Outcome) {
    switch outcome {
    case .throttled: self.init(name: "States.Http.StatusCode.429", cause: "Too Many Requests")
    case .unavailable:
      self.init(name: "States.Http.StatusCode.503", cause: "Service Unavailable")
    case .timedOut, .connectionLost:
      self.init(name: "States.Http.Socket", cause: "The connection was lost.")
    default: self.init(name: "States.Http.StatusCode.500", cause: "Internal Server Error")
    }
  }

  private init(table outcome: Outcome) {
    switch outcome {
    case .conditionFailed:
      self.init(
        name: "DynamoDB.ConditionalCheckFailedException", cause: "The conditional request failed")
    case .throttled:
      self.init(
        name: "DynamoDB.ProvisionedThroughputExceededException",
        cause: "The level of configured provisioned throughput for the table was exceeded.")
    case .unavailable: self.init(name: "DynamoDB.InternalServerError", cause: "Internal error")
    default: self.init(outcome, throttled: "", else: "DynamoDB.SdkClientException")
    }
  }

  private init(execution outcome: Outcome, _ pattern: Resource.Pattern) {
    if pattern == .runJob, outcome == .failed {
      self.init(name: ErrorName.taskFailed, cause: "The nested execution did not succeed.")
    } else {
      self.init(
        outcome, throttled: "StepFunctions.ThrottlingException",
        else: "StepFunctions.SfnException")
    }
  }

  /// A service whose own errors nobody simulates; a job of it that does not end well is
  /// `States.TaskFailed`.
  private init(other outcome: Outcome, _ resource: Resource) {
    if resource.pattern == .runJob, outcome == .failed {
      self.init(name: ErrorName.taskFailed, cause: "The job did not succeed.")
    } else {
      let prefix = resource.errorPrefix
      self.init(
        outcome, throttled: "\(prefix).ThrottlingException", else: "\(prefix).SdkClientException")
    }
  }

  private init(_ outcome: Outcome, throttled: String, else other: String) {
    let isThrottled = outcome == .throttled
    self.init(
      name: isThrottled ? throttled : other,
      cause: isThrottled ? "The service throttles requests." : "The request was not carried out.")
  }
}

extension Resource {
  /// What the names of a service's errors begin with: `S3` of `aws-sdk:s3`.
  fileprivate var errorPrefix: String {
    guard case .integration(let service, _) = family, let name = service.split(separator: ":").last
    else { return "Task" }
    return name.prefix(1).uppercased() + name.dropFirst()
  }
}
