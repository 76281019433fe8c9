extension Comparison {
  /// The verdict in words: who survives best and why, then the Pareto front.
  package var verdict: [Sentence] {
    result.variants.count < 2 ? [] : [survivalSentence, frontSentence]
  }

  /// What sets each variant but the baseline apart from it, in the dimensions that count.
  package var sentences: [Sentence] {
    result.variants.indices.filter { $0 != baseline }.map(sentence(for:))
  }

  /// What a mean would hide: runs of a variant that came out quite unlike the others.
  package var cautions: [Sentence] {
    result.variants.indices.flatMap { variant in
      result.criteria.indices.compactMap { caution(about: $0, for: variant) }
        + [cautionAboutWarmUp(of: variant)].compactMap(\.self)
    }
  }
}

// MARK: - Who survives best

extension Comparison {
  private var survivalSentence: Sentence {
    let best = survival.best
    if !survival.isDecided {
      var sentence = Sentence(
        .words("\(result.replications) replications cannot decide who survives best; left over "))
      sentence += best.count > 1 ? "are " : "is "
      sentence += best.named()
      sentence +=
        ", but with worse numbers than some that fell out; run more of them, or as many as "
      sentence += "it takes with '--replications auto'"
      return sentence
    }
    let isTie = best.count > 1
    var sentence = best.named()
    if survival.rounds.isEmpty {
      sentence += " cannot be told apart by \(result.replications) replications"
      return sentence
    }
    sentence += isTie ? " survive best, and equally well as far as " : " survives best: it "
    if isTie { sentence += "\(result.replications) replications can tell: they " }
    sentence += survival.rounds.map { round in
      var reason = Sentence(.words(round.dimension.merit(isPlural: isTie) + " (ahead of "))
      reason += round.fallen.named()
      reason += ")"
      return reason
    }.listed()
    return sentence
  }

  private var frontSentence: Sentence {
    var sentence = Sentence(.words("on the Pareto front: "))
    sentence += front.variants.named()
    let dominated = result.variants.indices.compactMap { variant in
      front.dominators[variant].map { dominator in
        Sentence(.variant(variant), .words(" is beaten by "), .variant(dominator))
      }
    }
    if !dominated.isEmpty {
      sentence += "; "
      sentence += dominated.listed()
    }
    let doubts = front.variants.compactMap { variant in
      front.challengers[variant].map { challenger in
        Sentence(.variant(variant), .words(" is beaten by "), .variant(challenger))
      }
    }
    if !doubts.isEmpty {
      sentence += "; \(result.replications) replications cannot tell whether "
      sentence += doubts.listed()
    }
    return sentence
  }
}

extension Criterion.Dimension {
  /// What is said of the best in the dimension.
  fileprivate func merit(isPlural: Bool) -> String {
    switch self {
    case .loss:
      isPlural ? "leave the fewest messages unserved" : "leaves the fewest messages unserved"
    case .duplicates: isPlural ? "repeat the fewest effects" : "repeats the fewest effects"
    case .recovery:
      isPlural ? "recover most surely and soonest" : "recovers most surely and soonest"
    case .latency: isPlural ? "complete 99% soonest" : "completes 99% soonest"
    case .cost: isPlural ? "cost least" : "costs least"
    }
  }

  /// What the dimension is called in a list.
  package var label: String {
    switch self {
    case .loss: "loss"
    case .duplicates: "duplicates"
    case .recovery: "recovery"
    case .latency: "latency"
    case .cost: "cost"
    }
  }
}

// MARK: - What sets a variant apart

extension Comparison {
  /// What sets a variant apart from the baseline: "breaker loses 0 instead of 12.3 ± 0.8 messages and
  /// costs 31% less".
  package func sentence(for variant: Int) -> Sentence {
    let places = Criterion.Dimension.allCases.flatMap { result.criteria(of: $0) }
    let clauses = places.compactMap { clause(about: $0, for: variant) }
    var sentence = Sentence(.variant(variant), .words(" "))
    if clauses.isEmpty {
      sentence += "cannot be told from "
      sentence += [baseline].named()
      return sentence
    }
    sentence += clauses.listed()
    return sentence
  }

  /// What is said of a criterion in which a variant is better or worse, else `nil`.
  package func clause(about criterion: Int, for variant: Int) -> Sentence? {
    guard let difference = differences[criterion][variant],
      [.better, .worse, .different].contains(difference.outcome)
    else { return nil }
    let subject = result.criteria[criterion]
    if subject.unit == .dollars, difference.own > 0, difference.other > 0 {
      return relativeClause(subject.wording, ratio: difference.own / difference.other)
    }
    var clause = Sentence(.words(subject.wording.before + " "), value(criterion, variant))
    clause += " instead of "
    clause += Sentence(value(criterion, baseline))
    if !subject.wording.after.isEmpty { clause += " " + subject.wording.after }
    return clause
  }

  private func value(_ criterion: Int, _ variant: Int) -> Sentence.Phrase {
    let summary = result.summary(of: criterion, for: variant)
    return .value(
      summary.mean ?? 0, plusMinus: summary.proportion == nil ? summary.interval?.halfWidth : nil,
      result.criteria[criterion].unit)
  }

  /// How much more or less: a share below twice as much, a factor from there on.
  private func relativeClause(_ wording: Criterion.Wording, ratio: Double) -> Sentence {
    let amount: Sentence.Phrase =
      ratio < 2
      ? .value((ratio - 1).magnitude, plusMinus: nil, .share)
      : .value(ratio, plusMinus: nil, .count)
    var clause = Sentence(.words(wording.before + " "), amount)
    clause += ratio < 1 ? " less" : ratio < 2 ? " more" : " times as much"
    if !wording.after.isEmpty { clause += " for " + wording.after }
    return clause
  }
}

// MARK: - What a mean would hide

extension Comparison {
  private func caution(about criterion: Int, for variant: Int) -> Sentence? {
    let subject = result.criteria[criterion]
    guard subject.dimension != nil else { return nil }
    let summary = result.summary(of: criterion, for: variant)
    if let proportion = summary.proportion {
      let misses = Proportion(proportion.trials - proportion.hits, of: proportion.trials)
      guard misses.hits > 0 else { return nil }
      var sentence = Sentence(.variant(variant), .words(" did not recover in "))
      sentence += probability(of: misses)
      return sentence
    }
    guard let heaps = summary.twoOutcomes else { return nil }
    var sentence = Sentence(
      .words("the \(subject.label) of "), .variant(variant),
      .words(" falls into two heaps: about "),
      .value(heaps.upper, plusMinus: nil, subject.unit), .words(" in "))
    sentence += probability(of: heaps.inUpper)
    sentence += Sentence(
      .words(", about "), .value(heaps.lower, plusMinus: nil, subject.unit),
      .words(" in the others"))
    return sentence
  }

  /// By how much the halves of a run must differ for a warm-up to be worth a word.
  ///
  /// Where there is nothing to cut off, MSER-5 finds a cut by chance often enough.
  private static let noticeableDrift = 0.1

  private func cautionAboutWarmUp(of variant: Int) -> Sentence? {
    guard let warmUp = result.warmUp(of: variant),
      warmUp.drift.magnitude > Self.noticeableDrift, warmUp.cut > 0 || !warmUp.isSettled
    else { return nil }
    let name = Sentence.Phrase.variant(variant)
    return warmUp.isSettled
      ? Sentence(
        .words("the first \(warmUp.cut) periods of "), name,
        .words(" look like a warm-up, and its values have them in: a longer run gives others"))
      : Sentence(
        name, .words(" does not settle down: its values depend on how long the run lasts"))
  }

  /// "7 of 100 runs (3% to 14%)".
  private func probability(of proportion: Proportion) -> Sentence {
    let interval = proportion.interval(confidence: result.confidence)
    return Sentence(
      .words("\(proportion.hits) of \(proportion.trials) runs ("),
      .value(interval.low, plusMinus: nil, .share), .words(" to "),
      .value(interval.high, plusMinus: nil, .share), .words(")"))
  }
}
