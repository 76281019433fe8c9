internal import Experiment
internal import Scenario
internal import Simulation

/// The comparison for programs.
extension ComparisonReport {
  /// One JSON document that says all that the tables say.
  package var json: String {
    JSONText.document { json in
      json.member("schema", "faultline-comparison")
      json.member("schemaVersion", reportFormatVersion)
      json.array("scenarios", scenarios) { $0.value($1) }
      json.member("title", title)
      json.member("seed", blueprint.seed)
      json.member("replications", first.replications)
      json.member("confidence", first.confidence)
      json.member("interrupted", first.wasInterrupted)
      json.member("baseline", parts[0].baseline)
      json.array("comparisons", parts) { json, part in json.object { part.write(to: &$0) } }
      json.member("fingerprint", fingerprint)
      json.member("command", commandLine)
    }
  }
}

extension ComparisonPart {
  fileprivate func write(to json: inout JSONText) {
    json.member("fault", fault)
    json.object("verdict") { json in
      json.array("sentences", verdict) { $0.value($1) }
      json.array("best", comparison.survival.winners) { $0.value(result.variants[$1].name) }
      json.array("paretoFront", comparison.front.variants) { $0.value(result.variants[$1].name) }
      json.array("paretoFrontInDoubt", comparison.front.doubtful) {
        $0.value(result.variants[$1].name)
      }
      json.array("cautions", cautions) { $0.value($1) }
    }
    json.array("variants", Array(result.variants.indices)) { write($1, to: &$0) }
  }

  private func write(_ variant: Int, to json: inout JSONText) {
    json.object { json in
      json.member("name", result.variants[variant].name)
      json.member("isOnParetoFront", comparison.front.variants.contains(variant))
      json.array("expectations", verdicts.isEmpty ? [] : verdicts[variant]) {
        $1.write(to: &$0)
      }
      json.array("measures", Array(result.criteria.indices)) { json, criterion in
        write(criterion, of: variant, to: &json)
      }
    }
  }

  private func write(_ criterion: Int, of variant: Int, to json: inout JSONText) {
    let summary = result.summary(of: criterion, for: variant)
    json.object(compact: true) { json in
      summary.write(to: &json)
      if let difference = comparison.differences[criterion][variant] {
        json.key("difference")
        json.object(compact: true) { json in
          json.member("pairs", difference.pairs)
          json.member("mean", difference.pairs > 0 ? difference.mean : nil)
          json.member("low", difference.interval?.low)
          json.member("high", difference.interval?.high)
          json.member("p", difference.probability)
          json.member("pHolm", difference.adjustedProbability)
          json.member("outcome", difference.outcome.rawValue)
        }
      }
    }
  }
}

extension ReplicatedVerdict {
  fileprivate func write(to json: inout JSONText) {
    json.object(compact: true) { json in
      json.member("expectation", expectation.text)
      json.member("result", result.rawValue)
      json.member("mean", mean)
      json.member("low", interval?.low)
      json.member("high", interval?.high)
      json.member("kept", kept.hits)
      json.member("judged", kept.trials)
    }
  }
}
