import Simulation
import Testing

@Suite struct `A task's component` {
  private static let function = "arn:aws:lambda:eu-west-1:123456789012:function:charge-card"
  private static let machine = "arn:aws:states:eu-west-1:123456789012:stateMachine:charge-card"

  /// Whom a machine's only task asks, where there are components of some names.
  private func target(
    of resource: String, _ arguments: String = "{}", language: String = "JSONPath",
    bindings: [String] = [], components: [String: String]
  ) -> String? {
    let key = language == "JSONata" ? "Arguments" : "Parameters"
    var settings = StateMachineSettings()
    settings.machine =
      DefinitionReader.read(
        #"""
        {"StartAt": "Do", "QueryLanguage": "\#(language)", "States": {"Do": {
          "Type": "Task", "Resource": "\#(resource)", "\#(key)": \#(arguments), "End": true}}}
        """#
      ).machine
    settings.bindings = bindings.map { name in
      var binding = StateMachineSettings.Binding()
      binding.target = "bound"
      return Named(name, binding)
    }
    var components = components
    components["bound"] = "dependency"
    return settings.tasks { components[$0] }.tasks.first?.binding.target
  }

  @Test(arguments: [
    function, function + ":live", function + ":7", function + ":$LATEST",
    "arn:aws-cn:lambda:cn-north-1:123456789012:function:charge-card",
    "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:charge-card:live",
  ])
  func `is the one of its function's name`(resource: String) {
    let components = ["charge-card": "lambda-function", "function": "lambda-function"]
    #expect(target(of: resource, components: components) == "charge-card")
  }

  /// Every ARN of a function has `function`, `lambda` and `arn` in it.
  @Test(arguments: ["function", "lambda", "arn", "aws", "eu-west-1", "live", "invoke", "states"])
  func `is not one whose name any ARN has in it`(name: String) {
    let components = [name: "lambda-function"]
    #expect(target(of: Self.function + ":live", components: components) == nil)
    #expect(
      target(
        of: "arn:aws:states:::lambda:invoke", #"{"FunctionName": "charge-card:live"}"#,
        components: components) == nil)
    #expect(
      target(
        of: "arn:aws:states:::lambda:invoke", #"{"FunctionName.$": "$.name"}"#,
        components: components) == nil)
  }

  @Test(arguments: [
    "charge-card", "charge-card:live", "123456789012:function:charge-card", function,
    function + ":7",
  ])
  func `is the one of the function that an integration names`(name: String) {
    for partition in ["aws", "aws-cn", "aws-us-gov"] {
      for pattern in ["", ".waitForTaskToken"] {
        for language in ["JSONPath", "JSONata"] {
          #expect(
            target(
              of: "arn:\(partition):states:::lambda:invoke\(pattern)",
              #"{"FunctionName": "\#(name)", "Payload": {}}"#, language: language,
              components: ["charge-card": "lambda-function"]) == "charge-card")
        }
      }
    }
  }

  @Test(arguments: [function + ":live", function, "charge-card"])
  func `is what is bound to the ARN, to the ARN without qualifier or to the name`(key: String) {
    let components = ["charge-card": "lambda-function"]
    let resource = Self.function + ":live"
    #expect(target(of: resource, bindings: [key], components: components) == "bound")
    #expect(
      target(of: resource, bindings: ["arn"], components: components) == "charge-card")
  }

  @Test(arguments: [
    (
      "sqs:sendMessage",
      #"{"QueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/it"}"#, "sqs-queue"
    ),
    ("sns:publish", #"{"TopicArn": "arn:aws:sns:eu-west-1:123456789012:it"}"#, "sns-topic"),
    ("dynamodb:getItem", #"{"TableName": "it"}"#, "dynamodb-table"),
    (
      "dynamodb:updateItem", #"{"TableName": "arn:aws:dynamodb:eu-west-1:123456789012:table/it"}"#,
      "dynamodb-table"
    ),
    ("events:putEvents", #"{"Entries": [{"EventBusName": "it"}]}"#, "event-bus"),
    (
      "events:putEvents",
      #"{"Entries": [{"EventBusName": "arn:aws:events:eu-west-1:123456789012:event-bus/it"}]}"#,
      "event-bus"
    ),
    (
      "states:startExecution.sync:2",
      #"{"StateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:it:live"}"#,
      "state-machine"
    ),
    ("http:invoke", #"{"ApiEndpoint": "https://it/charges/1"}"#, "dependency"),
  ])
  func `is what an argument names`(action: String, arguments: String, type: String) {
    #expect(target(of: "arn:aws:states:::" + action, arguments, components: ["it": type]) == "it")
  }

  @Test func `of an activity is the one of its name`() {
    let resource = "arn:aws:states:eu-west-1:123456789012:activity:review"
    #expect(target(of: resource, components: ["review": "dependency"]) == "review")
  }

  @Test(arguments: [
    "aws-sdk:s3:getObject", "glue:startJobRun.sync", "ecs:runTask.waitForTaskToken",
  ])
  func `of any other service is the dependency that is bound to it`(action: String) {
    let resource = "arn:aws:states:::" + action
    #expect(target(of: resource, bindings: [resource], components: [:]) == "bound")
    #expect(target(of: resource, components: ["getObject": "dependency"]) == nil)
  }
}
