import Simulation
import Testing

@Suite struct `A state machine in the world` {
  // MARK: Errors of tasks

  /// What goes wrong, and under which name the execution learns of it.
  @Test(arguments: [
    (FaultAction.functionThrottle, "Lambda.TooManyRequestsException"),
    (.functionCrash, "Lambda.Unknown"), (.functionErrors, "Error"),
  ])
  func `learns how a function failed`(action: FaultAction, name: String) throws {
    var town = SagaTown(
      SagaTown.task(#""Resource": "arn:aws:lambda:x:1:function:work""#, catching: [name]))
    town.further = [.init(name: "work", settings: Self.function(lasting: 2))]
    town.faults = [
      .make(action, "work", at: .minutes(0), for: .minutes(30)) { $0.delay = .constant(1) }
    ]
    #expect(try town.run().allSucceed)
  }

  @Test func `learns of a function's time-out and of the errors it names`() throws {
    for (name, seconds, reason) in [
      ("Sandbox.Timedout", 20.0, nil), ("CardDeclined", 0.1, "CardDeclined"),
    ] as [(String, Double, String?)] {
      var town = SagaTown(
        SagaTown.task(#""Resource": "arn:aws:lambda:x:1:function:work""#, catching: [name]))
      town.further = [
        .init(name: "work", settings: Self.function(lasting: seconds, failingOf: reason))
      ]
      #expect(try town.run().allSucceed, "\(name)")
    }
  }

  @Test(arguments: [
    ("dynamodb:putItem", #""TableName": "items", "ConditionExpression": "attribute_exists(id)""#,
      "DynamoDB.ConditionalCheckFailedException"),
    ("http:invoke", #""ApiEndpoint": "https://payments""#, "States.Http.StatusCode.503"),
    ("events:putEvents", #""Entries": [{"EventBusName": "bus"}]"#, "EventBridge.FailedEntry"),
    ("sns:publish", #""TopicArn": "arn:topic""#, "SNS.SnsException"),
    ("sqs:sendMessage", #""QueueUrl": "https://q/person""#, "SQS.SqsException"),
  ])
  func `learns how another service failed`(
    action: String, parameters: String, name: String
  ) throws {
    var town = SagaTown(
      SagaTown.task(
        #""Resource": "arn:aws:states:::\#(action)", "Parameters": {\#(parameters)}"#,
        catching: [name]))
    town.bindings = [("items", "items", "item", nil)]
    town.further = [
      .init(name: "items", settings: TableSettings()), .init(name: "bus", settings: EventBusSettings()),
      .init(name: "topic", settings: TopicSettings()),
    ]
    town.faults = [
      .make(.dependencyOutage, "payments", at: .minutes(0), for: .minutes(30)),
      .make(.busUnavailable, "bus", at: .minutes(0), for: .minutes(30)),
      .make(.topicUnavailable, "topic", at: .minutes(0), for: .minutes(30)),
      .make(.queueUnavailable, "person", at: .minutes(0), for: .minutes(30)),
    ]
    #expect(try town.run().allSucceed)
  }

  @Test func `gives a task up that hangs, and knows its late answer for one`() throws {
    var town = SagaTown(
      SagaTown.task(#""Resource": "arn:pack", "TimeoutSeconds": 3"#, catching: ["States.Timeout"]))
    town.warehouse.latency = .constant(10)
    let result = try town.run()
    #expect(result.allSucceed)
    #expect(result.sum(.tasksTimedOut, of: "order") == result.outcomes.offered)
    #expect(result.times("parcel") == result.outcomes.offered)
  }

  // MARK: Quotas and bills

  @Test func `refuses starts beyond its quota`() throws {
    var town = SagaTown()
    town.machine.startRateLimit = 0.5
    town.machine.startBurst = 1
    let result = try town.run()
    let refused = result.sum(.throttledEvents, of: "order")
    #expect(refused > 200)
    #expect(result.sum(.executionsStarted, of: "order") + refused == result.outcomes.offered)
    #expect(result.outcomes.lost == refused)
  }

  @Test func `delays transitions beyond their quota`() throws {
    var town = SagaTown()
    town.machine.transitionRateLimit = 1
    town.machine.transitionBurst = 1
    let result = try town.run()
    #expect(result.sum(.executionThrottled, of: "order") > 500)
    // Two transitions for each of an order a second, at one a second: the last ones wait for long.
    #expect(result.maximum(.executionTime, of: "order") > Int(5e11))
  }

  @Test func `is billed by the transition, retries among them, or by the time`() throws {
    var town = SagaTown()
    town.shop.arrivals = .constant(rate: 1)
    let standard = try town.run()
    #expect(standard.sum(.stateTransitions, of: "order") == 2 * 600)
    #expect(standard.part("order")?.cost == Prices.stepFunctionsTransition.dollars(for: 1_200))

    town.machine.workflowType = .express
    town.machine.machine = DefinitionReader.read(SagaTown.definition, kind: .express).machine
    let express = try town.run()
    // Charge and parcel take 0.1 s each, and the transitions between them 0.04 s.
    #expect(express.total(.expressBilledDuration, of: "order").maximum == 300_000_000)
    #expect(
      express.part("order")?.cost
        == Prices.stepFunctionsExpress.dollars(for: 600)
        + Prices.stepFunctionsExpressDuration.dollars(megabyteMilliseconds: 64 * 300 * 600))
  }

  // MARK: Tokens, names, items

  @Test func `waits for a token that a handler brings back`() throws {
    for (error, isLost) in [(nil, false), ("Refused", false), (nil, true)] as [(String?, Bool)] {
      var town = SagaTown(
        SagaTown.task(
          #""Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "TimeoutSeconds": 60,"#
            + #" "Parameters": {"QueueUrl": "https://q/tasks"}"#,
          catching: ["Refused"]))
      var answer = AnswerStep()
      answer.target = "order"
      answer.error = error
      var worker = Self.function(lasting: 1)
      worker.handler.append(answer)
      worker.eventSource = .init()
      worker.eventSource?.queue = "tasks"
      town.further = [
        .init(name: "tasks", settings: QueueComponentSettings()),
        .init(name: "worker", settings: worker),
      ]
      if isLost { town.faults = [.make(.workflowTokenLost, "order", at: .minutes(0), for: .minutes(30))] }
      let result = try town.run()
      let succeeded = result.sum(.executionsSucceeded, of: "order")
      #expect(succeeded == (isLost ? 0 : result.outcomes.offered), "\(error ?? "success")")
      #expect(result.sum(.tasksTimedOut, of: "order") == (isLost ? result.outcomes.offered : 0))
    }
  }

  @Test func `begins one execution for a message, where executions have its name`() throws {
    for (naming, count) in [(StateMachineSettings.Naming.random, 2), (.message, 1)] {
      var town = SagaTown()
      town.machine.executionName = naming
      town.faults = [.make(.producerDuplicateSend, "shop", at: .minutes(0), for: .minutes(30))]
      let result = try town.run()
      #expect(result.times("charge") == count * result.outcomes.offered)
    }
  }

  @Test func `keeps an item that belongs to no message until it expires`() throws {
    var town = SagaTown(
      #"""
      {"StartAt": "Read", "States": {
        "Read": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem",
          "Parameters": {"TableName": "flag"}, "ResultPath": "$.flag", "Next": "Choose"},
        "Choose": {"Type": "Choice", "Default": "Set",
          "Choices": [{"Variable": "$.flag.Item", "IsPresent": true, "Next": "There"}]},
        "There": {"Type": "Fail", "Error": "There"},
        "Set": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem",
          "Parameters": {"TableName": "flag"}, "End": true}}}
      """#)
    town.bindings = []
    town.shop.arrivals = .constant(rate: 1)
    var plan = town.plan
    var binding = StateMachineSettings.Binding()
    binding.target = "flags"
    binding.item = "flag"
    binding.expiry = .seconds(60)
    town.machine.bindings = [Named("flag", binding)]
    plan.components[0] = .init(name: "order", settings: town.machine)
    plan.components.append(.init(name: "flags", settings: TableSettings()))
    var world = World(plan)
    let result = try world.run()
    // The flag is set a good minute after it was set before, with one order a second.
    #expect((9...10).contains(result.sum(.executionsSucceeded, of: "order")))
  }

  // MARK: Faults

  @Test func `refuses starts while it is unavailable or throttled`() throws {
    for action in [FaultAction.workflowUnavailable, .workflowThrottle] {
      var town = SagaTown()
      town.faults = [.make(action, "order", at: .minutes(2), for: .minutes(3))]
      let result = try town.run()
      let perMinute = result.periods(.executionsStarted, of: "order") { $0.sum }
      #expect(perMinute[2..<5].allSatisfy { $0.isNaN || $0 == 0 }, "\(perMinute)")
      #expect(perMinute[0] > 30 && perMinute[6] > 30)
    }
  }

  @Test func `takes longer from state to state while transitions are delayed`() throws {
    var town = SagaTown()
    town.faults = [
      .make(.workflowDelay, "order", at: .minutes(2), for: .minutes(3)) { $0.delay = .constant(4) }
    ]
    let result = try town.run()
    let longest = result.periods(.executionTime, of: "order") { $0.maximum }
    #expect(longest[1] < 1_000)
    #expect(longest[3] > 8_000)
  }

  private static func function(
    lasting seconds: Double, failingOf reason: String? = nil
  ) -> FunctionComponentSettings {
    var work = WorkStep()
    work.time = .constant(seconds)
    var function = FunctionComponentSettings()
    function.timeout = .seconds(10)
    function.runtime = .none
    function.handler = [work]
    if let reason {
      var fail = FailStep()
      fail.reason = reason
      function.handler.append(fail)
    }
    return function
  }
}

extension RunResult {
  /// Whether there were executions, and all of them succeeded.
  fileprivate var allSucceed: Bool {
    sum(.executionsSucceeded, of: "order") == outcomes.offered && outcomes.offered > 100
  }

  fileprivate func part(_ name: String) -> Part? { parts.first { $0.name == name } }
}
