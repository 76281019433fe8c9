/// What a topic counts in a period.
struct KafkaTopicMeters: Sendable {
  var written = Tally()
  var lost = Tally()
  var errors = Tally()
  var deduplicated = Tally()
  var aborted = Tally()
  var elections = Tally()
  var uncleanElections = Tally()
  var offline = Metric.offlinePartitions.definition.summary
  var underReplicated = Metric.underReplicatedPartitions.definition.summary
  var underMinimum = Metric.underMinimumPartitions.definition.summary
  var expired = Tally()
  /// Whether the topic is compacted; what the cleaner does is of no interest otherwise.
  var isCompacted = false
  var compacted = Tally()
  var superseded = Tally()
  var rebalances = Tally()
  var commitsRejected = Tally()
  var maximumLag = Metric.maximumOffsetLag.definition.summary
  var sumLag = Metric.sumOffsetLag.definition.summary
  private var before = KafkaBooks()

  /// Takes over how many elections there were so far.
  mutating func note(_ books: KafkaBooks) {
    elections.count(times: books.elections - before.elections)
    uncleanElections.count(times: books.uncleanElections - before.uncleanElections)
    compacted.count(times: books.compacted - before.compacted)
    superseded.count(times: books.superseded - before.superseded)
    before = books
  }

  mutating func report(to account: inout PeriodAccount) {
    account.take(.recordsWritten, &written)
    account.take(.recordsLost, &lost)
    account.take(.produceErrors, &errors)
    account.take(.recordsDeduplicated, &deduplicated)
    account.take(.recordsAborted, &aborted)
    account.take(.leaderElections, &elections)
    account.take(.uncleanElections, &uncleanElections)
    account.take(.offlinePartitions, &offline)
    account.take(.underReplicatedPartitions, &underReplicated)
    account.take(.underMinimumPartitions, &underMinimum)
    account.take(.recordsExpired, &expired)
    if isCompacted {
      account.take(.recordsCompacted, &compacted)
      account.take(.recordsSuperseded, &superseded)
    }
    account.take(.rebalances, &rebalances)
    account.take(.commitsRejected, &commitsRejected)
    account.take(.maximumOffsetLag, &maximumLag)
    account.take(.sumOffsetLag, &sumLag)
  }
}
