import Simulation
import Testing

/// What `PutRule` takes and what it refuses.
@Suite struct `The grammar of event patterns` {
  @Test(
    arguments: MatchRow.table(
      #"""
      {} => invalid
      {"a": {}} => invalid
      {"a": []} => invalid
      {"a": "x"} => invalid
      {"a": 5} => invalid
      {"a": null} => invalid
      {"a": true} => invalid
      {"a": {"b": "c"}} => invalid
      {"a": [["x"]]} => invalid
      [] => invalid
      "x" => invalid
      null => invalid
      {"a": [{}]} => invalid
      {"a": [{"contains": "x"}]} => invalid
      {"a": [{"EXISTS": true}]} => invalid
      {"a": [{"prefix": "a", "suffix": "b"}]} => invalid
      {"a": [{"prefix": "a", "prefix": "b"}]} => invalid
      {"a": [{"prefix": 5}]} => invalid
      {"a": [{"prefix": null}]} => invalid
      {"a": [{"prefix": ["a"]}]} => invalid
      {"a": [{"prefix": {}}]} => invalid
      {"a": [{"prefix": {"suffix": "a"}}]} => invalid
      {"a": [{"prefix": {"equals-ignore-case": 5}}]} => invalid
      {"a": [{"suffix": {"equals-ignore-case": ["a"]}}]} => invalid
      {"a": [{"suffix": {"equals-ignore-case": "a", "prefix": "b"}}]} => invalid
      {"a": [{"equals-ignore-case": ["a"]}]} => invalid
      {"a": [{"equals-ignore-case": {"prefix": "a"}}]} => invalid
      {"a": [{"exactly": 5}]} => invalid
      {"a": [{"exists": 1}]} => invalid
      {"a": [{"exists": "true"}]} => invalid
      {"a": [{"exists": null}]} => invalid
      {"a": [{"wildcard": 5}]} => invalid
      {"a": [{"wildcard": ["a*"]}]} => invalid
      {"a": [{"wildcard": "a**b"}]} => invalid
      {"a": [{"wildcard": "a\\b"}]} => invalid
      {"a": [{"wildcard": "a\\"}]} => invalid
      {"a": [{"wildcard": "a\\**"}]} => valid
      """#))
  func `asks for objects, arrays and operators`(row: MatchRow) {
    #expect(row.eventBridgeAnswer() == row.answer)
  }

  @Test(
    arguments: MatchRow.table(
      #"""
      {"a": [{"anything-but": []}]} => invalid
      {"a": [{"anything-but": {}}]} => invalid
      {"a": [{"anything-but": null}]} => invalid
      {"a": [{"anything-but": true}]} => invalid
      {"a": [{"anything-but": [null]}]} => invalid
      {"a": [{"anything-but": [["x"]]}]} => invalid
      {"a": [{"anything-but": ["x", 1]}]} => invalid
      {"a": [{"anything-but": 37.8078079216940921234}]} => invalid
      {"a": [{"anything-but": {"prefix": ""}}]} => invalid
      {"a": [{"anything-but": {"prefix": 1}}]} => invalid
      {"a": [{"anything-but": {"prefix": []}}]} => invalid
      {"a": [{"anything-but": {"prefix": ["a", ""]}}]} => invalid
      {"a": [{"anything-but": {"suffix": {"equals-ignore-case": "a"}}}]} => invalid
      {"a": [{"anything-but": {"prefix": "a", "suffix": "b"}}]} => invalid
      {"a": [{"anything-but": {"numeric": ["=", 1]}}]} => invalid
      {"a": [{"anything-but": {"exists": true}}]} => invalid
      {"a": [{"anything-but": {"cidr": "10.0.0.0/8"}}]} => invalid
      {"a": [{"anything-but": {"wildcard": "**"}}]} => invalid
      {"a": [{"anything-but": {"equals-ignore-case": [123]}}]} => invalid
      {"a": [{"anything-but": "x", "exists": false}]} => invalid
      {"a": [{"anything-but": ""}]} => valid
      {"a": [{"anything-but": {"equals-ignore-case": ""}}]} => valid
      {"a": [{"anything-but": [1, 2.5]}]} => valid
      {"a": [{"numeric": []}]} => invalid
      {"a": [{"numeric": 5}]} => invalid
      {"a": [{"numeric": ["="]}]} => invalid
      {"a": [{"numeric": ["=", "5"]}]} => invalid
      {"a": [{"numeric": [5, "="]}]} => invalid
      {"a": [{"numeric": ["!=", 5]}]} => invalid
      {"a": [{"numeric": ["=", 5, 6]}]} => invalid
      {"a": [{"numeric": ["=", 5, "<", 6]}]} => invalid
      {"a": [{"numeric": ["<", 5, ">", 1]}]} => invalid
      {"a": [{"numeric": [">", 1, ">", 0]}]} => invalid
      {"a": [{"numeric": [">", 1, "<"]}]} => invalid
      {"a": [{"numeric": [">", 1, 5]}]} => invalid
      {"a": [{"numeric": [">", 5, "<", 5]}]} => invalid
      {"a": [{"numeric": [">", 5, "<", 1]}]} => invalid
      {"a": [{"numeric": [">", 1, "<", 5, "<", 6]}]} => invalid
      {"a": [{"numeric": ["=", 37.8078079216940921234]}]} => invalid
      {"a": [{"numeric": ["=", 1e400]}]} => invalid
      {"a": [{"numeric": [">=", -1.5e3, "<=", 2]}]} => valid
      {"a": [{"cidr": 5}]} => invalid
      {"a": [{"cidr": "10.0.0.0"}]} => invalid
      {"a": [{"cidr": "10.0.0.0/"}]} => invalid
      {"a": [{"cidr": "/24"}]} => invalid
      {"a": [{"cidr": "10.0.0.0/32"}]} => invalid
      {"a": [{"cidr": "10.0.0.0/-1"}]} => invalid
      {"a": [{"cidr": "10.0.0.0/x"}]} => invalid
      {"a": [{"cidr": "10.0.0/24"}]} => invalid
      {"a": [{"cidr": "10.0.0.256/24"}]} => invalid
      {"a": [{"cidr": "xx::/24"}]} => invalid
      {"a": [{"cidr": "2001:db8::/128"}]} => invalid
      {"a": [{"cidr": "a/b/c"}]} => invalid
      {"a": [{"cidr": "2001:db8::/127"}]} => valid
      {"a": [{"cidr": "10.0.0.0/+8"}]} => valid
      """#))
  func `asks operators for their operands`(row: MatchRow) {
    #expect(row.eventBridgeAnswer() == row.answer)
  }

  @Test(
    arguments: MatchRow.table(
      #"""
      {"$or": []} => invalid
      {"$or": [{"a": ["1"]}]} => invalid
      {"$or": [{"a": ["1"]}, {}]} => invalid
      {"$or": [{"a": ["1"]}, {"b": "2"}]} => invalid
      {"$or": [{"a": ["1"]}, ["b"]]} => invalid
      {"$or": "x"} => invalid
      {"$or": [{"prefix": ["x"]}, {"a": ["y"]}]} => invalid
      {"$or": [{"regex": ["x"]}, {"a": ["y"]}]} => invalid
      """#))
  func `asks an or for two branches`(row: MatchRow) {
    #expect(row.eventBridgeAnswer() == row.answer)
  }

  @Test(
    arguments: [
      "", " ", "{", "}", "x", "{'a': ['b']}", "{\"a\": [\"b\"],}", "{\"a\": [\"b\"]",
      "{\"a\": [\"b\"]} x", "{a: [\"b\"]}", "{\"a\": [01]}", "{\"a\": [NaN]}", "{\"a\": [\"\n\"]}",
      "{\"a\": [\"\\x\"]}", "// no\n{\"a\": [\"b\"]}",
    ])
  func `is strict JSON`(text: String) {
    #expect(throws: PatternProblem.self) { try EventPattern(text: text) }
  }

  @Test func `takes as many combinations as the service, and no more`() throws {
    func pattern(_ branches: [Int]) -> String {
      let parts = branches.enumerated().map { place, count in
        let list = (0..<count).map { "{\"a\":[\($0)]}" }.joined(separator: ",")
        return "\"k\(place)\":{\"$or\":[\(list)]}"
      }
      return "{" + parts.joined(separator: ",") + "}"
    }
    _ = try EventPattern(text: pattern([10, 10, 10]))
    #expect(throws: PatternProblem.tooManyCombinations(limit: 1000)) {
      try EventPattern(text: pattern([7, 11, 13]))
    }
  }

  @Test func `is at most 4096 bytes long`() throws {
    let frame = "{\"a\":[\"\"]}"
    let filling = String(repeating: "x", count: EventPattern.lengthLimit - frame.utf8.count)
    _ = try EventPattern(text: "{\"a\":[\"\(filling)\"]}")
    #expect(throws: PatternProblem.tooLong(limit: 4096)) {
      try EventPattern(text: "{\"a\":[\"x\(filling)\"]}")
    }
  }

  @Test(arguments: [
    // Each beginning of a wildcard counts that one text fits: here "* and up to nine letters.
    (["*aaaaaaaaa"], true), (["*aaaaaaaaaa"], false),
    (["a*a*a*a*a*a"], true), (["a*a*a*a*a*a*"], false),
    (["*:*:*:*:*:event-bus/*"], false),
    (["arn:aws:events:us-east-1:*:event-bus/*"], true),
    // Two for each wildcard: the quotation mark with and without its star.
    (["*.a", "*.b", "*.c", "*.d", "*.e"], true),
    (["*.a", "*.b", "*.c", "*.d", "*.e", "*.f"], false),
    (["*.a", "*.a", "*.a", "*.a", "*.a", "*.a"], true),
  ])
  func `has wildcards that are not too complex`(wildcards: [String], isValid: Bool) {
    let list = wildcards.map { "{\"wildcard\":\"\($0)\"}" }.joined(separator: ",")
    let pattern = try? EventPattern(text: "{\"a\":[\(list)]}")
    #expect((pattern != nil) == isValid)
  }

  @Test func `lets the wildcards of one exception share their beginning`() throws {
    let list = (0..<9).map { "\"*.\($0)\"" }.joined(separator: ",")
    _ = try EventPattern(text: "{\"a\":[{\"anything-but\":{\"wildcard\":[\(list)]}}]}")
    #expect(throws: PatternProblem.tooComplexWildcards) {
      try EventPattern(
        text: "{\"a\":[{\"anything-but\":{\"wildcard\":[\(list),\"*.x\"]}}]}")
    }
  }

  @Test(arguments: [
    ("{\"a\":\"x\"}", "\"a\" must be an object or an array"),
    ("{\"a\":[{\"has\":1}]}", "there is no operator \"has\""),
    ("{\"a\":[{\"wildcard\":\"a**\"}]}", "two wildcards in a row, at 2"),
    ("{\"a\":[{\"cidr\":\"1.2.3.4\"}]}", "\"1.2.3.4\" is no CIDR block: one '/' is needed"),
    ("{\"a\"", "no JSON: no colon after the key \"a\", in line 1, column 5"),
    ("{\"$or\":[{\"a\":[1]}]}", "\"$or\" must hold at least two objects"),
  ])
  func `is explained`(pattern: String, reason: String) {
    do throws(PatternProblem) {
      _ = try EventPattern(text: pattern)
      Issue.record("the pattern is valid")
    } catch {
      #expect(error.description == reason)
    }
  }
}
