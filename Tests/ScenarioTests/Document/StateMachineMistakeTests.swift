import Scenario
import Testing

@Suite struct `Mistakes around state machines` {
  @Test(arguments: mistakes)
  func `are all found`(example: Case) {
    #expect(findings(in: shop(components: example.text)) == example.findings)
  }

  /// Next to each mistake stands what is taken, so that no rule is too strict.
  @Test(arguments: allowed)
  func `are not seen where there are none`(components: String) {
    let found = findings(in: shop(components: components))
    #expect(!found.contains { $0.hasPrefix("error") }, "\(found)")
  }

  @Test(arguments: files)
  func `are found in the definition's own file`(file: String, finding: String) {
    let machine = #"m: { type: "state-machine", definition: "m.asl.json" }"#
    let found = findings(in: shop(components: machine)) { _ in .contents(Array(file.utf8)) }
    #expect(found == [finding])
  }

  @Test func `show where they are in a file whose definition is within the scenario`() {
    let text = shop(
      components: #"""
        m: { type: "state-machine", definition: { StartAt: "Ask/wait",
             States: { "Ask/wait": { Type: "Wait", Seconds: 1, Next: "Gone" } } } }
        """#)
    #expect(rendered(text).contains("at components > m > definition > States > Ask/wait"))
  }

  @Test func `in what is done by hand`() {
    let found = findings(
      in: shop(
        components: #"m: { type: "state-machine", workflowType: "EXPRESS", definition: \#(pass) }"#,
        actions: #"""
          { at: "1m", action: "workflow.stopExecutions", target: "m" }, \#
          { at: "1m", action: "workflow.stopExecutions", target: "work" }
          """#))
    #expect(
      found == [
        #"""
        error at "m": 'm' is an express workflow, whose executions the service does not stop; use \#
        a 'workflowType' of "STANDARD"
        """#,
        #"""
        error at "work": 'workflow.stopExecutions' is done to a state-machine, and 'work' is a \#
        lambda-function
        """#,
      ])
  }
}

private let pass = #"{ StartAt: "A", States: { A: { Type: "Pass", End: true } } }"#

/// A machine whose only state asks a resource.
private func machine(
  _ resource: String, _ parameters: String = "", bindings: String = ""
) -> String {
  let parameters = parameters.isEmpty ? "" : ", Parameters: { \(parameters) }"
  let bindings = bindings.isEmpty ? "" : "bindings: { \(bindings) }, "
  return #"""
    m: { type: "state-machine", \#(bindings)definition: { StartAt: "Do", States: { Do: { Type: \#
    "Task", Resource: "\#(resource)"\#(parameters), End: true } } } }
    """#
}

private let mistakes: [Case] = [
  Case(
    #"""
    m: { type: "state-machine", definition: { StartAt: "A", States: { A: { Type: "Pass", Next: \#
    "B" } } } }, n: { type: "state-machine", definition: 3 }, o: { type: "state-machine" }
    """#,
    #"error at {: the service refuses this definition, at /States: Workflow has no terminal state"#,
    #"""
    error at "B": the service refuses this definition, at /States/A/Next: Missing 'Next' target: B
    """#,
    #"""
    error at 3: the service refuses this definition, at /: Definition must be a valid JSON object
    """#,
    #"error at {: 'definition' is missing; add any JSON"#),
  Case(
    #"m: { type: "state-machine", definition: "order.asl.json" }"#,
    #"""
    error at "order.asl.json": 'order.asl.json' cannot be read: no such file; the file of a \#
    definition is looked for beside the scenario
    """#),
  Case(
    machine("arn:aws:lambda:eu-west-1:123456789012:function:charge"),
    #"""
    error at {: no component does the task of the state 'Do'; bind \#
    "arn:aws:lambda:eu-west-1:123456789012:function:charge" to a lambda-function or a dependency \#
    in 'bindings'
    """#),
  Case(
    machine("arn:aws:states:::sqs:sendMessage", #"QueueUrl: "https://x/1/letters""#),
    #"""
    error at {: no component does the task of the state 'Do'; bind "https://x/1/letters" to an \#
    sqs-queue in 'bindings'
    """#),
  Case(
    machine("arn:aws:states:::lambda:invoke", #""FunctionName.$": "$.who""#),
    #"""
    error at {: no component does the task of the state 'Do'; bind \#
    "arn:aws:states:::lambda:invoke" to a lambda-function or a dependency in 'bindings'
    """#),
  Case(
    machine("arn:aws:states:::glue:startJobRun.sync", #"JobName: "count""#),
    #"""
    error at {: no component does the task of the state 'Do'; bind \#
    "arn:aws:states:::glue:startJobRun.sync" to a dependency in 'bindings'
    """#),
  Case(
    machine("arn:aws:lambda:eu-west-1:1:function:it", bindings: #""it": "payy""#),
    #"error at "payy": no component 'payy'; did you mean 'pay'?"#),
  Case(
    machine("arn:aws:lambda:eu-west-1:1:function:it", bindings: #""it": "orders""#),
    #"""
    error at "orders": 'orders' is an sqs-queue; the state 'Do' asks a lambda-function or a \#
    dependency
    """#),
  Case(
    machine("arn:aws:states:::dynamodb:putItem", #"TableName: "pay""#),
    #"error at {: 'pay' is a dependency; the state 'Do' asks a dynamodb-table"#),
  Case(
    machine(
      "arn:aws:lambda:eu-west-1:1:function:work",
      bindings: #""it": { target: "pay", undoes: "charg" }"#),
    #"error at "charg": no step has the effect 'charg'; did you mean 'charge'?"#),
]

private let allowed: [String] = [
  machine("arn:aws:lambda:eu-west-1:123456789012:function:work"),
  machine("arn:aws-cn:lambda:cn-north-1:123456789012:function:work:live"),
  machine("arn:aws-us-gov:states:::lambda:invoke", #"FunctionName: "work:7""#),
  machine("arn:aws:states:::sqs:sendMessage.waitForTaskToken", #"QueueUrl: "https://x/1/dlq""#),
  machine(
    "arn:aws:states:::aws-sdk:s3:getObject",
    bindings: #""arn:aws:states:::aws-sdk:s3:getObject": "pay""#),
]

private let files: [(file: String, finding: String)] = [
  (
    "{ \"StartAt\": \n \"A\" ",
    #"""
    error at "m.asl.json": the service refuses the definition in 'm.asl.json', at line 2, column \#
    6: there is neither a comma nor "}" after a value
    """#
  ),
  (
    #"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "function", "End": true}}}"#,
    #"""
    error at "m.asl.json": the service refuses the definition in 'm.asl.json', at \#
    /States/A/Resource: Value is not a valid resource ARN
    """#
  ),
]
