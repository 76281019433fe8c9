import Testing

@Suite struct `Mistakes in expectations` {
  @Test(arguments: expectations)
  func `point at the part that is wrong`(example: Case) {
    #expect(findings(in: shop(expectations: example.text)) == example.findings)
  }
}

private let expectations: [Case] = [
  Case(
    #""messages.lost": 0"#,
    #"error at 0: 'messages.lost' is 0; use a comparison in quotes such as "== 0""#),
  Case(
    #""messages.lsot": "== 0""#,
    #"error at lsot: no outcome 'lsot' of 'messages'; did you mean 'lost'?"#),
  Case(
    #""charge.duplicate": "== 0""#,
    #"error at duplicate: no measure 'duplicate' of 'charge'; did you mean 'duplicates'?"#),
  Case(
    #""charg.total": "== 0""#,
    #"error at charg: no effect 'charg'; did you mean 'charge'?"#),
  Case(
    #""work.Duration": "< 3s""#,
    #"""
    error at Duration: a statistic is missing; add one, such as "work.Duration.Sum"; there \#
    are SampleCount, Sum, Average, Minimum, Maximum, p50, p90 and p99
    """#),
  Case(
    #""work.Duration.p95": "< 3s""#,
    #"""
    error at p95: no statistic 'p95'; use 'SampleCount', 'Sum', 'Average', 'Minimum', \#
    'Maximum', 'p50', 'p90' or 'p99'
    """#),
  Case(
    #""work.Duration.avg": "< 2s""#,
    #"error at avg: no statistic 'avg'; did you mean 'Average'?"#),
  Case(
    #""messages.failed": "== 0""#,
    #"error at failed: no outcome 'failed' of 'messages'; did you mean 'lost'?"#),
  Case(
    #""messages.completed": "99%""#,
    #"error at "99%": "99%" does not begin with a comparison; write ">= 99%""#),
  Case(
    #""messages.lost": "0""#,
    #"error at "0": "0" does not begin with a comparison; write "== 0""#),
  Case(
    #""work.Duratoin.p99": "< 3s""#,
    #"error at Duratoin: no metric 'Duratoin' of 'work'; did you mean 'Duration'?"#),
  Case(
    #""wrk.Duration.p99": "< 3s""#,
    #"error at wrk: no component or producer 'wrk'; did you mean 'work'?"#),
  Case(
    #""orders.ApproximateNumberOfMessagesVisible.p99": "< 3""#,
    #"""
    error at p99: no percentiles are kept of 'ApproximateNumberOfMessagesVisible'; use \#
    Average, Maximum, Minimum, Sum or SampleCount
    """#),
  Case(
    #""work.Duration.p99 {phase: caos}": "< 3s""#,
    #"error at caos: no phase 'caos'; did you mean 'chaos'?"#),
  Case(
    #""work.Duration.p99 {chaos}": "< 3s""#,
    #"""
    error at {chaos}: '{chaos}' is no phase; write {phase: baseline}, {phase: chaos} or \#
    {phase: recovery}
    """#),
  Case(
    #""recoveryTime {phase: chaos}": "< 3s""#,
    #"""
    error at "recoveryTime {phase: chaos}": 'recoveryTime' is of the whole run; only \#
    metrics are looked at by phase
    """#),
  Case(
    #"recoveryTime: "< 3""#,
    #"error at 3: "3" has no unit; write "< 3s""#),
  Case(
    #"recoveryTime: "3m""#,
    #"error at "3m": "3m" does not begin with a comparison; write "<= 3m""#),
  Case(
    #"recoveryTime: "=< 3m""#,
    #"error at "=< 3m": "=< 3m" does not begin with a comparison; write "<= 3m""#),
  Case(
    #"cost: "< 0.05""#,
    #"error at 0.05: "0.05" has no unit; write "< $0.05""#),
  Case(
    #"cost: "< 5 euros""#,
    #"error at 5 euros: 'cost' cannot be compared with "5 euros"; write "< $0.05""#),
  Case(
    #""nobody.cost": "< $0.05""#,
    #"error at nobody: no component or producer 'nobody' in the scenario"#),
  Case(
    #""work.Invocations.Sum": "== 3s""#,
    #"error at 3s: 'work.Invocations.Sum' cannot be compared with "3s"; write "== 3""#),
  Case(
    #""orders.SentMessageSize.Maximum": "<= 3""#,
    #"error at 3: "3" has no unit; write "<= 3B""#),
  Case(
    #"foo: "== 1""#,
    #"""
    error at foo: nothing measures 'foo'; use a metric with a statistic such as \#
    "orders.NumberOfMessagesSent.Sum", "messages.lost", "charge.total", "recoveryTime" or \#
    "cost"
    """#),
  Case(
    #""work.foo": "== 1""#,
    #"""
    error at foo: no metric 'foo' of 'work'; use 'Invocations', 'Errors', 'Throttles', \#
    'Duration', 'ConcurrentExecutions', 'ProvisionedConcurrentExecutions', \#
    'ProvisionedConcurrencySpilloverInvocations', 'AsyncEventsReceived', 'AsyncEventAge', \#
    'AsyncEventsDropped', 'DeadLetterErrors', 'DestinationDeliveryFailures', \#
    'InitDuration', 'ColdStarts', 'Timeouts', 'StepRetries', 'StepTimeouts', 'RetriesDenied', \#
    'BulkheadRefused', 'HedgedCalls', 'AnsweredBefore', 'AlreadyInProgress', \#
    'MessagesRejected', 'Shed' or 4 more
    """#),
  Case(
    #""a..b": "== 1""#,
    #"""
    error at "a..b": nothing measures 'a..b'; use a metric with a statistic such as \#
    "orders.NumberOfMessagesSent.Sum", "messages.lost", "charge.total", "recoveryTime" or \#
    "cost"
    """#),
  Case(
    #""messages.EndToEndLatency.p99": "< 3 s""#,
    #"""
    error at 3 s: 'messages.EndToEndLatency.p99' cannot be compared with "3 s"; write "< \#
    3s"
    """#),
  Case(
    #""work.Errors.Sum": "< 5%""#,
    #"error at 5%: 'work.Errors.Sum' cannot be compared with "5%"; write "< 3""#),
  Case(
    #""messages.lost.Sum": "== 0""#,
    #"error at lost: no metric 'lost' of 'messages'; did you mean 'Lost'?"#),
  Case(
    #""charge.total": ["x"], "charge.messages": null"#,
    #"error at [: 'charge.total' is a list; use a comparison in quotes such as "== 0""#,
    #"error at null: 'charge.messages' is null; use a comparison in quotes such as "== 0""#),
]
