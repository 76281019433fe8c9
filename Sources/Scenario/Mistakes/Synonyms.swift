/// The words that people use for what has another name here.
///
/// They stand beside the edit distance: `dependency.slow` is no slip of the pen for
/// `dependency.latency`, but means it. A word may stand for several names, the likeliest first; the one
/// that can stand where it was written is suggested.
enum Synonyms {
  /// The names that a word may stand for, in lower case and without separators.
  ///
  /// Of a name with parts, such as a fault's, the last part may be another word.
  static func of(_ name: String) -> [String] {
    let whole = table[name] ?? []
    guard let dot = name.lastIndex(of: ".") else { return whole }
    let words = table[String(name[name.index(after: dot)...])] ?? []
    return whole + words.map { name[...dot] + $0 }
  }

  private static let table: [String: [String]] = [faults, settings, types, measures]
    .reduce(into: [:]) { table, part in
      table.merge(part) { $0 + $1 }
    }

  /// The last words of faults.
  private static let faults = [
    "slow": ["latency", "delay", "deliverydelay", "slowstart"],
    "slowness": ["latency", "delay", "deliverydelay"],
    "delay": ["latency", "deliverydelay"],
    "lag": ["latency", "delay", "deliverydelay"],
    "latency": ["delay", "deliverydelay"],
    "down": ["outage", "unavailable", "crash", "brokercrash", "nodecrash", "stop"],
    "outage": ["unavailable", "brokercrash", "nodecrash", "stop"],
    "unavailable": ["outage"],
    "timeout": ["hang", "delay", "timeouts"],
    "freeze": ["hang", "pause"],
    "stuck": ["hang", "pause"],
    "fail": ["errors", "taskerrors", "outage"],
    "failure": ["errors", "taskerrors", "outage"],
    "error": ["errors", "taskerrors"],
    "kill": ["crash", "brokercrash", "nodecrash"],
    "drop": ["loss", "messageloss"],
    "loss": ["messageloss"],
    "duplicate": ["duplicatedelivery", "duplicatesend"],
    "duplicates": ["duplicatedelivery", "duplicatesend", "doubled"],
    "throttling": ["throttle", "ratelimit"],
    "throttle": ["ratelimit"],
    "burst": ["spike"],
    "surge": ["spike"],
  ]

  /// The keys of components and their parts.
  private static let settings = [
    "multiplier": ["backoffrate", "backoffmultiplier", "factor", "base"],
    "backoffrate": ["backoffmultiplier", "factor"],
    "maxattempts": ["attempts", "maximumretryattempts"],
    "maximumattempts": ["attempts", "maximumretryattempts"],
    "maxretries": ["attempts", "maximumretryattempts", "maximumredeliveries", "retries"],
    "retries": ["retry", "attempts", "maximumretryattempts"],
    "initialdelay": ["base", "initialredeliverydelay"],
    "initialinterval": ["base", "initialredeliverydelay"],
    "basedelay": ["base"],
    "minbackoff": ["base"],
    "backoff": ["retry", "base"],
    "maxdelay": ["cap", "maximumredeliverydelay"],
    "maxinterval": ["cap", "maximumredeliverydelay"],
    "maxbackoff": ["cap", "maximumredeliverydelay"],
    "dlq": ["redrivepolicy", "deadletterqueue", "deadletters"],
    "deadletterqueue": ["redrivepolicy", "deadletters"],
    "maxreceives": ["maxreceivecount"],
    "retention": ["messageretentionperiod", "retentionperiod"],
    "ttl": ["messageretentionperiod", "retentionperiod", "timetolive"],
    "memorysize": ["memory"],
    "waittime": ["receivemessagewaittime"],
    "maxconcurrency": ["maximumconcurrency", "reservedconcurrency", "concurrency"],
    "trigger": ["eventsource"],
    "steps": ["handler"],
    "breaker": ["circuitbreaker"],
    "percent": ["percentage", "share"],
    "start": ["at", "from"],
    "type": ["action"],
    "fault": ["action"],
    "for": ["duration"],
    "length": ["duration"],
  ]

  /// The types of components.
  private static let types = [
    "sqs": ["sqsqueue"],
    "queue": ["sqsqueue"],
    "lambda": ["lambdafunction"],
    "function": ["lambdafunction"],
    "sns": ["snstopic"],
    "topic": ["snstopic"],
    "dynamodb": ["dynamodbtable"],
    "table": ["dynamodbtable"],
    "api": ["apigateway"],
    "gateway": ["apigateway"],
    "kinesis": ["kinesisstream"],
    "stream": ["kinesisstream"],
    "eventbridge": ["eventbus", "eventbridgeschedule"],
    "stepfunctions": ["statemachine"],
    "kafka": ["kafkatopic"],
    "msk": ["mskcluster", "kafkatopic"],
    "rabbitmq": ["rabbitmqqueue"],
    "activemq": ["activemqdestination"],
    "firehose": ["firehosestream"],
    "pipe": ["eventbridgepipe"],
    "schedule": ["eventbridgeschedule"],
    "container": ["containerservice"],
    "ecs": ["containerservice"],
    "fargate": ["containerservice"],
    "service": ["dependency", "containerservice"],
    "http": ["dependency"],
    "external": ["dependency"],
  ]

  /// What is measured, and how.
  private static let measures = [
    "avg": ["average"],
    "mean": ["average"],
    "median": ["p50"],
    "max": ["maximum"],
    "min": ["minimum"],
    "count": ["samplecount", "total"],
    "total": ["sum"],
    "latency": ["duration", "calllatency"],
    "depth": ["approximatenumberofmessagesvisible"],
    "backlog": ["approximatenumberofmessagesvisible"],
    "visible": ["approximatenumberofmessagesvisible"],
    "inflight": ["approximatenumberofmessagesnotvisible"],
    "age": ["approximateageofoldestmessage"],
    "sent": ["numberofmessagessent", "offered"],
    "received": ["numberofmessagesreceived"],
    "deleted": ["numberofmessagesdeleted"],
    "failures": ["errors"],
    "concurrency": ["concurrentexecutions", "reservedconcurrency", "maximumconcurrency"],
    "done": ["completed"],
    "succeeded": ["completed"],
    "processed": ["completed"],
    "failed": ["lost"],
    "dead": ["stuck"],
    "deadlettered": ["stuck"],
    "duplicated": ["doubled"],
    "reordered": ["outoforder"],
    "open": ["pending"],
  ]
}
