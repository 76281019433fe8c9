/// The names of errors that the Amazon States Language defines
/// (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html).
package enum ErrorName {
  package static let all = "States.ALL"
  package static let timeout = "States.Timeout"
  package static let heartbeatTimeout = "States.HeartbeatTimeout"
  package static let taskFailed = "States.TaskFailed"
  package static let permissions = "States.Permissions"
  package static let resultPathMatchFailure = "States.ResultPathMatchFailure"
  package static let parameterPathFailure = "States.ParameterPathFailure"
  package static let branchFailed = "States.BranchFailed"
  package static let noChoiceMatched = "States.NoChoiceMatched"
  package static let intrinsicFailure = "States.IntrinsicFailure"
  package static let exceedToleratedFailureThreshold = "States.ExceedToleratedFailureThreshold"
  package static let itemReaderFailed = "States.ItemReaderFailed"
  package static let resultWriterFailed = "States.ResultWriterFailed"
  package static let dataLimitExceeded = "States.DataLimitExceeded"
  package static let runtime = "States.Runtime"
  package static let queryEvaluationError = "States.QueryEvaluationError"

  /// Whether an error is one of those that a retrier's or catcher's names stand for.
  ///
  /// `States.ALL` stands for every error but `States.Runtime`, which nothing handles, and
  /// `States.DataLimitExceeded`, which must be named. `States.TaskFailed` stands for every error of
  /// a task but time-outs, and `States.Timeout` for missed heartbeats, too.
  static func matches(_ error: String, _ names: [String]) -> Bool {
    guard error != runtime else { return false }
    return names.contains { name in
      switch name {
      case error: true
      case all: error != dataLimitExceeded
      case taskFailed: error != timeout && error != heartbeatTimeout && error != dataLimitExceeded
      case timeout: error == heartbeatTimeout
      default: false
      }
    }
  }
}
