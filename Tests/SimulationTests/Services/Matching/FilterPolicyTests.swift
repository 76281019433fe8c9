import Simulation
import Testing

/// What SNS delivers and which policies it takes; rules and examples are those of its developer guide and
/// of recorded calls.
@Suite struct `Filter policies` {
  @Test(
    arguments: MatchRow.table(
      #"""
      {"a": ["rugby", "tennis"]} ~ a: String rugby => match
      {"a": ["rugby", "tennis"]} ~ a: String baseball => no match
      {"a": ["rugby"]} ~ a: String Rugby => no match
      {"a": ["rugby"]} ~ - => no match
      {"a": ["x"], "b": ["y"]} ~ a: String x; b: String y; c: String z => match
      {"a": ["x"], "b": ["y"]} ~ a: String x => no match
      {"a": ["rugby"]} ~ a: String.Array ["soccer", "rugby"] => match
      {"a": ["rugby"]} ~ a: String.Array ["soccer"] => no match
      {"a": [5]} ~ a: String.Array ["x", 5] => match
      {"a": [null]} ~ a: String.Array [null] => match
      {"a": [true]} ~ a: String.Array [true] => match
      {"a": ["x"]} ~ a: String.Array x => no match
      {"a": ["x"]} ~ a: String.Array [] => no match
      {"a": [{"anything-but": ["rugby", "tennis"]}]} ~ a: String baseball => match
      {"a": [{"anything-but": ["rugby", "tennis"]}]} ~ a: String rugby => no match
      {"a": [{"anything-but": ["rugby", "tennis"]}]} ~ a: String.Array ["rugby", "baseball"] => match
      {"a": [{"anything-but": ["rugby", "tennis"]}]} ~ a: String.Array ["rugby", "tennis"] => no match
      {"a": [{"anything-but": {"prefix": "bas"}}]} ~ a: String rugby => match
      {"a": [{"anything-but": {"prefix": "bas"}}]} ~ a: String baseball => no match
      {"a": [{"anything-but": "x"}]} ~ b: String y => no match
      {"a": [{"prefix": "bas"}]} ~ a: String baseball => match
      {"a": [{"suffix": "ball"}]} ~ a: String baseball => match
      {"a": [{"suffix": "ball"}]} ~ a: String.Array ["rugby", "baseball"] => match
      {"a": [{"equals-ignore-case": "tennis"}]} ~ a: String TENNIS => match
      {"a": [{"cidr": "10.0.0.0/24"}]} ~ a: String 10.0.0.7 => match
      {"a": [{"cidr": "10.0.0.0/24"}]} ~ a: String 10.1.0.7 => no match
      {"a": [{"exists": true}]} ~ a: Number 0 => match
      {"a": [{"exists": true}]} ~ b: String x => no match
      {"a": [{"exists": true}]} ~ a: Binary aGk= => no match
      {"a": [{"exists": false}]} ~ b: String x => match
      {"a": [{"exists": false}]} ~ a: String x => no match
      {"a": [{"exists": false}]} ~ - => no match
      {"a": [{"exists": false}]} ~ b: Binary aGk= => no match
      {"a": [{"exists": false}, {"anything-but": "x"}]} ~ b: String y => match
      {"a": [null, {"anything-but": "x"}]} ~ - => no match
      {"a.b": ["x"]} ~ a.b: String x => match
      {"$or": [{"a": ["1"]}, {"b": ["2"]}]} ~ b: String 2 => match
      {"$or": [{"a": ["1"]}, {"b": ["2"]}]} ~ c: String 2 => no match
      {"a": ["say \"hi\""]} ~ a: String say "hi" => no match
      {"a": ["say \\\"hi\\\""]} ~ a: String say "hi" => match
      {} ~ a: String x => match
      {} ~ - => match
      """#))
  func `about attributes compare texts`(row: MatchRow) {
    #expect(row.attributesAnswer() == row.answer)
  }

  @Test(
    arguments: MatchRow.table(
      #"""
      {"a": [5]} ~ a: Number 5 => match
      {"a": [5]} ~ a: Number 5.0 => match
      {"a": [5]} ~ a: Number +05 => match
      {"a": ["5"]} ~ a: Number 5 => no match
      {"a": [5]} ~ a: String 5 => no match
      {"a": [5]} ~ a: Number.int 5 => match
      {"a": [{"prefix": "5"}]} ~ a: Number 55 => no match
      {"a": [{"numeric": ["=", 301.5]}]} ~ a: Number 301.50 => match
      {"a": [{"numeric": ["=", 301.5]}]} ~ a: Number 3.015e2 => match
      {"a": [{"numeric": ["<", 0]}]} ~ a: Number -0.5 => match
      {"a": [{"numeric": ["<", 0]}]} ~ a: Number x => no match
      {"a": [{"numeric": [">", 0, "<=", 150]}]} ~ a: Number 150 => match
      {"a": [{"numeric": [">", 0, "<=", 150]}]} ~ a: Number 150.1 => no match
      {"a": [{"numeric": [">", 0]}]} ~ a: String 5 => no match
      {"a": [{"numeric": [">", 10]}]} ~ a: Number.Array [5, 50] => match
      {"a": [{"anything-but": [100, 500]}]} ~ a: Number 100.1 => match
      {"a": [{"anything-but": [100, 500]}]} ~ a: Number 1e2 => no match
      {"a": [{"anything-but": [100, 500]}]} ~ a: Number.Array [100, 50] => match
      """#))
  func `about attributes compare numbers`(row: MatchRow) {
    #expect(row.attributesAnswer() == row.answer)
  }

  @Test(
    arguments: MatchRow.table(
      #"""
      {"a": ["x"]} ~ {"a": "x"} => match
      {"a": ["x"]} ~ {"a": "y"} => no match
      {"a": {"b": ["x"]}} ~ {"a": {"b": "x"}} => match
      {"a": {"b": ["x"]}} ~ {"a": {"c": "x"}} => no match
      {"a": ["x"]} ~ x => no match
      {"a": ["x"]} ~ "x" => no match
      {"a": ["x"]} ~ [{"a": "x"}] => no match
      {"a": [301.5]} ~ {"a": 3.015e2} => match
      {"a": [{"exists": true}]} ~ {"a": 0} => match
      {"a": [{"exists": true}]} ~ {"a": null} => no match
      {"a": [{"exists": true}]} ~ {"a": ""} => no match
      {"a": [{"exists": true}]} ~ {"a": {"b": 1}} => no match
      {"a": [{"exists": false}]} ~ {"b": 1} => match
      {"a": [{"exists": false}]} ~ {"a": null} => no match
      {"o": {"k": [{"prefix": "auto-"}, "x"], "n": [{"exists": false}]}, "t": [{"exists": false}]} ~ {"o": {"k": "auto-1"}} => match
      {"o": {"k": [{"prefix": "auto-"}, "x"], "n": [{"exists": false}]}, "t": [{"exists": false}]} ~ {"o": {"k": "auto-1"}, "t": 1} => no match
      {"a.b.c": ["x"]} ~ {"a.b": {"c": "x"}} => match
      {"a.b.c": ["x"]} ~ {"a": {"b.c": "x"}} => match
      {"h": {"to": ["q1"]}} ~ {"h": {"to": ["q1", "q2"]}} => match
      {"r": {"s": {"k": [{"prefix": "a"}]}, "n": ["C"]}} ~ {"r": [{"n": "C", "s": [[{"k": "ab"}]]}, {"n": "D"}]} => match
      {"r": {"k": ["a"], "n": ["C"]}} ~ {"r": [{"n": "C", "k": "b"}, {"n": "D", "k": "a"}]} => match
      {"d": {"s": ["1"], "$or": [{"a": ["2"]}, {"b": ["3"]}]}} ~ {"d": {"s": "1", "b": "3"}} => match
      {"d": {"s": ["1"], "$or": [{"a": ["2"]}, {"b": ["3"]}]}} ~ {"d": {"s": "1"}} => no match
      {} ~ x => match
      """#))
  func `about the body look into it`(row: MatchRow) {
    #expect(row.bodyAnswer() == row.answer)
  }

  @Test(
    arguments: MatchRow.table(
      #"""
      {"a": {"b": ["x"]}} => invalid
      {"$or": [{"a": {"b": ["x"]}}, {"c": ["y"]}]} => invalid
      {"a": []} => invalid
      {"a": "x"} => invalid
      {"a": [["x"]]} => invalid
      {"a": [{"contains": "x"}]} => invalid
      {"a": [{"wildcard": "x*"}]} => invalid
      {"a": [{"suffix": "x", "prefix": "y"}]} => invalid
      {"a": [{"suffix": 100}]} => invalid
      {"a": [{"suffix": null}]} => invalid
      {"a": [{"suffix": ["x"]}]} => invalid
      {"a": [{"exists": null}]} => invalid
      {"a": [{"exists": "no"}]} => invalid
      {"a": [{"numeric": []}]} => invalid
      {"a": [{"numeric": ["<", 100, ">", 10]}]} => invalid
      {"a": [{"numeric": [">", 20, "<", "30"]}]} => invalid
      {"a": [{"numeric": ["=", 1000000000]}]} => valid
      {"a": [{"numeric": ["=", 1000000001]}]} => invalid
      {"a": [{"numeric": [">=", -1000000001]}]} => invalid
      {"a": [1000000001]} => valid
      {"a": [{"anything-but": {"prefix": "x"}}]} => valid
      {"a": [{"anything-but": {"prefix": ["x"]}}]} => invalid
      {"a": [{"anything-but": {"prefix": false}}]} => invalid
      {"a": [{"anything-but": {"suffix": "x"}}]} => invalid
      {"a": [{"anything-but": {"exists": false}}]} => invalid
      {"a": [{"anything-but": {"equals-ignore-case": "x"}}]} => invalid
      {"a": [{"cidr": "10.0.0.0"}]} => invalid
      [] => invalid
      {"a": ["x"] => invalid
      {} => valid
      """#))
  func `are refused like those of the service`(row: MatchRow) {
    #expect(row.attributesAnswer() == row.answer)
  }

  @Test func `may be nested only if they are about the body`() throws {
    let text = "{\"object\": {\"key\": [{\"prefix\": \"auto-\"}]}}"
    _ = try FilterPolicy(text: text, scope: .messageBody)
    #expect(throws: PatternProblem.nested("object")) {
      try FilterPolicy(text: text, scope: .messageAttributes)
    }
  }

  /// The values of a key, numbered.
  private func list(_ count: Int) -> String {
    "[" + (0..<count).map { "\"v\($0)\"" }.joined(separator: ",") + "]"
  }

  @Test func `have at most five keys at the top`() throws {
    func policy(_ keys: Int) -> String {
      "{" + (0..<keys).map { "\"k\($0)\":[\"v\"]" }.joined(separator: ",") + "}"
    }
    _ = try FilterPolicy(text: policy(5), scope: .messageBody)
    #expect(throws: PatternProblem.tooManyKeys(6, limit: 5)) {
      try FilterPolicy(text: policy(6), scope: .messageBody)
    }
  }

  @Test func `have at most 150 combinations, in which depth counts`() throws {
    let taken = [
      "{\"a\":\(list(150))}", "{\"a\":\(list(50)),\"b\":\(list(3))}",
      "{\"a\":{\"b\":{\"c\":\(list(4))}},\"d\":{\"e\":\(list(3))}}",
      "{\"r\":{\"s\":{\"o\":{\"k\":\(list(37))}}}}",
      "{\"s\":\(list(3)),\"$or\":[{\"m\":\(list(6))},{\"t\":\(list(4)),"
        + "\"$or\":[{\"i\":\(list(4))},{\"j\":\(list(7))}]}]}",
    ]
    let refused = [
      "{\"a\":\(list(151))}", "{\"a\":\(list(100)),\"b\":\(list(51))}",
      "{\"a\":{\"b\":{\"c\":\(list(4))}},\"d\":{\"e\":\(list(3))},\"f\":\(list(3))}",
      "{\"r\":{\"s\":{\"o\":{\"k\":\(list(38))}}}}",
      "{\"s\":\(list(4)),\"$or\":[{\"m\":\(list(6))},{\"t\":\(list(4)),"
        + "\"$or\":[{\"i\":\(list(4))},{\"j\":\(list(4))}]}]}",
      "{\"$or\":[{\"m\":\(list(3))},{\"n\":\(list(2))}],\"d\":{\"s\":\(list(2)),"
        + "\"$or\":[{\"t\":\(list(1))},{\"u\":\(list(3))}]}}",
    ]
    for text in taken { _ = try FilterPolicy(text: text, scope: .messageBody) }
    for text in refused {
      #expect(throws: PatternProblem.tooManyCombinations(limit: 150)) {
        try FilterPolicy(text: text, scope: .messageBody)
      }
    }
  }

  @Test func `are at most 256 KB long`() throws {
    let frame = "{\"a\":[\"\"]}"
    let filling = String(repeating: "x", count: FilterPolicy.lengthLimit - frame.utf8.count)
    _ = try FilterPolicy(text: "{\"a\":[\"\(filling)\"]}", scope: .messageAttributes)
    #expect(throws: PatternProblem.tooLong(limit: 262_144)) {
      try FilterPolicy(text: "{\"a\":[\"x\(filling)\"]}", scope: .messageAttributes)
    }
  }
}
