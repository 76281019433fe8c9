import Reporting
import Simulation
import Testing

@Suite struct `The report of a run` {
  @Test func `tells people what was asked for and what came of it`() throws {
    let text = try TwoOrders.report().text(charts: .none, in: TerminalStyle(width: 80))
    #expect(
      text.withoutFingerprint == """
        Two orders, one of them in an outage
        3 min in periods of 1 min, seed 1, account concurrency 1,000
        the scenario as it stands; --variant runs 'no outage'

        Settings
          orders    sqs-queue, visibilityTimeout: 30s, messageRetentionPeriod: 4d,
                    redrivePolicy: { deadLetterQueue: parked, maxReceiveCount: 2 },
                    latency: { send: 10ms, receive: 10ms }, misordering: 0%, sampling:
                    false, duplicateDelivery: 0%, resurrection: 0%
          parked    sqs-queue, visibilityTimeout: 30s, messageRetentionPeriod: 14d
          serve     lambda-function, timeout: 5s, memory: 128MB, coldStart: 200ms,
                    overhead: 5ms, handler: call payments, eventSource: { queue: orders,
                    batchSize: 1 }
          payments  dependency, latency: 100ms
          guests    producer, target: orders, arrivals: { times: [10s, 1m10s] }

        Faults and actions
          down  dependency.hang payments  1 min to 2 min

        Producers  to send  attempts
        ─────────  ───────  ────────
        guests           2         2

        Queues  sent  received  deleted  to DLQ  peak depth  at the end        cost
        ──────  ────  ────────  ───────  ──────  ──────────  ──────────  ──────────
        orders     2         3        1       1           1           0  $0.0000144
        parked     0         0        0       0           1           1       $0.00

        Functions  invocations  errors  throttles  average  p99  at once        cost
        ─────────  ───────────  ──────  ─────────  ───────  ───  ───────  ──────────
        serve                3       2          0   3.37 s  5 s        1  $0.0000221

        Dependencies  calls  errors     p50     p99  longest  at once  effects  repeats
        ────────────  ─────  ──────  ──────  ──────  ───────  ───────  ───────  ───────
        payments          3       2  100 ms  100 ms   100 ms        2        1        0

        Messages
          sent by producers  2
          completed ........ 1  50%
          lost ............. 0
          half done ........ 0
          stuck ............ 1  in a dead-letter queue at the end
          pending .......... 0
          doubled .......... 0
          effect: charge ... 1  none twice

          end to end  p50 315 ms, p99 315 ms, longest 315 ms
          recovery .. not within the run
          cost ...... $0.0000365, $0.0000365 for each message completed
          books ..... 2 copies sent + 0 duplicated = 1 deleted + 1 held

        Expectations: 1 of 3 hold
          ✗  messages.completed == 2       it is 1
          ✓  serve.Duration.Maximum <= 5s  it is 5 s
          ?  serve.AsyncEventAge.p99 < 1s  there was nothing to measure

        fingerprint …  faultline run two.json5 --seed 1

        """)
  }
}
