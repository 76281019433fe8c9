import Reporting
import Simulation
import Testing

/// What scenarios and commands embed is damaged at random; all that may come of it is an answer or a
/// mistake.
///
/// Regular expressions are not among the texts: one that backtracks without end takes its time.
@Suite struct `Broken texts of embedded formats` {
  private static let patterns = [
    #"{"source": ["a"], "detail": {"n": [{"numeric": [">", 0, "<=", 5]}], "s": [{"prefix": "x"}]}}"#,
    #"{"$or": [{"a": [{"anything-but": ["b", 3]}]}, {"c": [{"exists": false}]}], "d": [null, ""]}"#,
    #"{"a": [{"wildcard": "x*y*z"}], "ip": [{"cidr": "10.0.0.0/24"}], "e": [{"suffix": ".png"}]}"#,
    #"{"a": [{"equals-ignore-case": "X"}, {"anything-but": {"prefix": "no"}}], "b": {"c": ["d"]}}"#,
  ]

  private static let documents = [
    #"{"source": "a", "detail": {"n": 3, "s": "xyz"}, "d": null}"#,
    #"{"a": ["xyyz", 3, -0.0, 1e308], "ip": "10.0.0.7", "e": "a.png", "b": [{"c": "d"}, {"c": 1}]}"#,
  ]

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `of patterns and policies are refused or answered`(seed: UInt64) {
    var breaker = TextBreaker(seed: seed)
    var answers = 0
    for round in 0..<400 {
      let pattern = breaker.broken(Self.patterns[round % Self.patterns.count])
      let text = breaker.broken(Self.documents[round % Self.documents.count])
      let document = (try? JSONReader.read(text)) ?? .null
      var search = MatchSearch()
      if let pattern = try? EventPattern(text: pattern) {
        answers += pattern.matches(document) == pattern.matches(document) ? 1 : 0
      }
      for scope in [FilterPolicy.Scope.messageAttributes, .messageBody] {
        guard let policy = try? FilterPolicy(text: pattern, scope: scope) else { continue }
        _ = policy.matches(body: text, using: &search)
        _ = policy.matches(attributes: document, using: &search)
        answers += 1
      }
    }
    #expect(answers > 10)
  }

  private static let schedules = [
    "rate(5 minutes)", "cron(0/15 8-17 ? JAN,JUL MON-FRI 2025-2030)", "cron(0 10 L * ? *)",
    "cron(30 4 15W 2/3 ? *)", "cron(0 0 ? * 6#5 *)", "at(2026-02-28T23:59:59)",
  ]

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `of schedules are refused, or fire later than asked for`(seed: UInt64) {
    var breaker = TextBreaker(seed: seed)
    var fired = 0
    for round in 0..<600 {
      let text = breaker.broken(Self.schedules[round % Self.schedules.count])
      guard let schedule = try? ScheduleExpression(text) else { continue }
      var now = Instant.start
      for _ in 0..<5 {
        guard let next = schedule.next(after: now) else { break }
        #expect(next > now, "\(text)")
        now = next
        fired += 1
      }
    }
    #expect(fired > 20)
  }

  private static let machines = [
    #"""
    {"StartAt": "A", "States": {
      "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 9,
        "Parameters": {"x.$": "$.list[0]", "y.$": "States.Format('{}-{}', $.n, $$.State.Name)"},
        "ResultPath": "$.r", "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": 2, "BackoffRate": 1.5}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}], "Next": "B"},
      "B": {"Type": "Choice", "Default": "C", "Choices": [
        {"And": [{"Variable": "$.n", "NumericGreaterThan": 2}, {"Variable": "$.s", "StringMatches": "a*"}],
         "Next": "M"}]},
      "C": {"Type": "Wait", "SecondsPath": "$.n", "Next": "D"}, "D": {"Type": "Succeed"},
      "M": {"Type": "Map", "ItemsPath": "$.list", "MaxConcurrency": 2, "End": true, "ItemProcessor": {
        "StartAt": "P", "States": {"P": {"Type": "Pass", "InputPath": "$..x", "End": true}}}}}}
    """#,
    #"""
    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Pass", "Assign": {"v": "{% $sum($states.input.list.x) %}"},
        "Output": "{% $map($states.input.list, function($i) { {'x': $i.x * 2, 's': $string($i)} }) %}",
        "Next": "B"},
      "B": {"Type": "Choice", "Default": "C", "Choices": [
        {"Condition": "{% $v > 1 and $exists($states.input[0]) %}", "Next": "P"}]},
      "P": {"Type": "Parallel", "Branches": [
        {"StartAt": "Q", "States": {"Q": {"Type": "Wait", "Seconds": "{% $v %}", "End": true}}},
        {"StartAt": "R", "States": {"R": {"Type": "Pass",
          "Output": "{% $reduce([1, 2], function($a, $b) { $a + $b }) ~> $string %}", "End": true}}}],
        "Next": "C"},
      "C": {"Type": "Fail", "Error": "{% 'E' & $v %}", "Cause": "{% $substring('abc', 1) %}"}}}
    """#,
  ]

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `of state machines are refused or come to an end`(seed: UInt64) throws {
    var breaker = TextBreaker(seed: seed)
    let mocks = try TaskMocks(
      JSONReader.read(#"{"A": [{"Throw": {"Error": "E"}}, {"Return": {"ok": [1, null]}}]}"#))
    let order = #"{"n": 3, "s": "ab", "list": [{"x": 1}, {"x": -2.5}, {"y": [null, "z"]}]}"#
    var ended = 0
    for round in 0..<300 {
      let text = breaker.broken(Self.machines[round % Self.machines.count])
      let outcome = DefinitionReader.read(text)
      #expect(outcome.machine != nil || !outcome.findings.isEmpty, "\(text)")
      let input = (try? JSONReader.read(breaker.broken(order))) ?? .null
      guard let machine = outcome.machine else { continue }
      if (try? MockedExecution(of: machine, input: input, mocks: mocks)) != nil { ended += 1 }
    }
    #expect(ended > 5)
  }

  private static let replay = #"""
    {"queues": {"orders": {"VisibilityTimeout": 10, "RedrivePolicy": {"deadLetterTargetArn": "dlq",
      "maxReceiveCount": 2}}, "dlq": {}, "f.fifo": {"FifoQueue": true}},
     "ops": [
      {"at": 0, "op": "ReceiveMessage", "queue": "orders", "waitTimeSeconds": 20},
      {"at": 4.5, "op": "SendMessage", "queue": "orders", "body": "espresso", "delaySeconds": 1},
      {"at": 5, "op": "SendMessage", "queue": "f.fifo", "body": "a", "messageGroupId": "g"},
      {"at": 14.5, "op": "ReceiveMessage", "queue": "orders", "maxNumberOfMessages": 10},
      {"at": 15, "op": "ChangeMessageVisibility", "queue": "orders", "visibilityTimeout": 0,
       "receipt": {"op": 0, "body": "espresso"}},
      {"at": 16, "op": "DeleteMessage", "queue": "orders", "receipt": {"op": 3, "index": 0}},
      {"at": 25, "op": "SendMessageBatch", "queue": "orders", "entries": [
        {"id": "one", "body": "latte"}, {"id": "two", "body": "tea", "delaySeconds": 901}]},
      {"at": 26, "op": "GetQueueAttributes", "queue": "orders"}]}
    """#

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `of requests to queues are refused or answered`(seed: UInt64) {
    var breaker = TextBreaker(seed: seed)
    var answered = 0
    for _ in 0..<400 {
      guard let document = try? JSONReader.read(breaker.broken(Self.replay)),
        let trace = try? QueueTrace(document), let replies = try? trace.replies()
      else { continue }
      for (number, reply) in replies.enumerated() {
        #expect(!reply.line(ofRequest: number).isEmpty)
      }
      answered += 1
    }
    #expect(answered > 5)
  }

  private static let calls = #"""
    {"config": {"slidingWindowType": "COUNT_BASED", "slidingWindowSize": 4,
      "minimumNumberOfCalls": 3, "failureRateThreshold": 50, "slowCallDurationThreshold": 2,
      "permittedNumberOfCallsInHalfOpenState": 2, "waitDurationInOpenState": 10},
     "ops": [
      {"at": 0, "result": "success", "duration": 0.2}, {"at": 1, "result": "failure", "duration": 5},
      {"at": 2, "result": "failure", "duration": 0.2}, {"at": 3, "result": "failure", "duration": 1},
      {"at": 16, "result": "success", "duration": 0.2}, {"at": 16.5, "result": "success"}]}
    """#

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `of calls through a breaker are refused or answered`(seed: UInt64) {
    var breaker = TextBreaker(seed: seed)
    var answered = 0
    for _ in 0..<400 {
      guard let document = try? JSONReader.read(breaker.broken(Self.calls)),
        let trace = try? BreakerTrace(document)
      else { continue }
      var calls = 0
      if case .array(let list)? = document["ops"] { calls = list.count }
      #expect(trace.lines().split(separator: "\n").count == calls, "\(document)")
      answered += 1
    }
    #expect(answered > 5)
  }
}
