/// An entry of an execution's history, as the service records it.
///
/// Types and details are those of
/// https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html.
package struct HistoryEvent: Sendable {
  /// The number of the event, from 1.
  package let id: Int
  /// The number of the event that led to it; 0 for the first ones.
  package let previousID: Int
  /// The service's name for what happened, such as `TaskStateEntered`.
  package let type: String
  /// The state that it is about; `nil` for what is about the whole execution.
  package let stateName: String?
  /// When it happened.
  package let at: Instant
  /// What else the service tells of it.
  package let details: [(key: String, value: JSONValue)]
}

extension StateMachine.Work {
  /// The name of the state's type, with which the names of its events begin.
  var typeName: String {
    switch self {
    case .pass: "Pass"
    case .task: "Task"
    case .choice: "Choice"
    case .wait: "Wait"
    case .succeed: "Succeed"
    case .fail: "Fail"
    case .parallel: "Parallel"
    case .map: "Map"
    }
  }
}

extension Resource {
  /// What the service tells of a task when it is scheduled.
  func scheduledDetails(
    _ input: JSONValue, region: String
  ) -> [(key: String, value: JSONValue)] {
    switch family {
    case .function, .activity: [("resource", .string(text)), ("input", input)]
    case .integration: family.details + [("region", .string(region)), ("parameters", input)]
    }
  }
}

extension Resource.Family {
  /// What the names of a task's events begin with.
  var eventPrefix: String {
    switch self {
    case .function: "LambdaFunction"
    case .activity: "Activity"
    case .integration: "Task"
    }
  }

  /// What the service tells of an integration in every event of its tasks.
  var details: [(key: String, value: JSONValue)] {
    guard case .integration(let service, let action) = self else { return [] }
    return [
      (key: "resourceType", value: .string(service)), (key: "resource", value: .string(action)),
    ]
  }

  /// What a sentence calls it.
  var shownName: String? {
    guard case .integration(let service, _) = self else { return nil }
    return service
  }
}
