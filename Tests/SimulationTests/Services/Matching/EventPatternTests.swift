import Simulation
import Testing

/// What EventBridge matches, operator by operator; rules and examples are those of its user guide, of
/// event-ruler's documentation and of recorded calls of `TestEventPattern`.
@Suite struct `Event patterns` {
  @Test(
    arguments: MatchRow.table(
      #"""
      {"a": ["x"]} ~ {"a": "x"} => match
      {"a": ["x"]} ~ {"a": "X"} => no match
      {"a": ["x"]} ~ {"a": "xy"} => no match
      {"a": ["x", "y"]} ~ {"a": "y"} => match
      {"a": ["x"]} ~ {"b": "x"} => no match
      {"a": ["x"]} ~ {} => no match
      {"a": ["x"]} ~ {"a": "x", "b": "y"} => match
      {"a": ["x"], "b": ["y"]} ~ {"a": "x", "b": "y"} => match
      {"a": ["x"], "b": ["y"]} ~ {"a": "x", "b": "z"} => no match
      {"a": [""]} ~ {"a": ""} => match
      {"a": [""]} ~ {"a": null} => no match
      {"a": [null]} ~ {"a": null} => match
      {"a": [null]} ~ {"a": "null"} => no match
      {"a": ["null"]} ~ {"a": null} => no match
      {"a": [null]} ~ {"a": ""} => no match
      {"a": [null]} ~ {} => no match
      {"a": [true]} ~ {"a": true} => match
      {"a": [true]} ~ {"a": "true"} => no match
      {"a": [false]} ~ {"a": 0} => no match
      {"a": [false]} ~ {"a": false} => match
      {"a": ["\u00e9"]} ~ {"a": "é"} => match
      {"a": ["é"]} ~ {"a": "e\u0301"} => no match
      {"a": ["\ud83d\ude00"]} ~ {"a": "😀"} => match
      {"A": ["x"]} ~ {"a": "x"} => no match
      {"": ["x"]} ~ {"": "x"} => match
      {"a": [{"exactly": "x"}]} ~ {"a": "x"} => match
      {"a": [{"exactly": "x"}]} ~ {"a": "y"} => no match
      {"a": ["x"]} ~ ["x"] => no match
      {"a": ["x"]} ~ "x" => no match
      """#))
  func `find values`(row: MatchRow) { #expect(row.eventBridgeAnswer() == row.answer) }

  @Test(
    arguments: MatchRow.table(
      #"""
      {"a": [5]} ~ {"a": 5} => match
      {"a": [5]} ~ {"a": 5.0} => match
      {"a": [5.0]} ~ {"a": 5} => match
      {"a": [300]} ~ {"a": 3.0e2} => match
      {"a": [3E+2]} ~ {"a": 300} => match
      {"a": [0]} ~ {"a": -0.0} => match
      {"a": [0.1]} ~ {"a": 1e-1} => match
      {"a": [5]} ~ {"a": "5"} => no match
      {"a": ["5"]} ~ {"a": 5} => no match
      {"a": [5]} ~ {"a": 5.000001} => no match
      {"a": [123456789012]} ~ {"a": 123456789012} => match
      {"a": [123456789012]} ~ {"a": 123456789013} => no match
      {"a": [37.807807921694092]} ~ {"a": 37.807807921694092} => match
      {"a": [37.807807921694092]} ~ {"a": 37.80780792169409} => no match
      {"a": [9007199254740993]} ~ {"a": 9007199254740993} => match
      {"a": [9007199254740993]} ~ {"a": 9007199254740992} => no match
      {"a": [1e400]} ~ {"a": 1e400} => match
      {"a": [1e400]} ~ {"a": 10e399} => no match
      {"a": [{"numeric": ["=", 301.8]}]} ~ {"a": 3.018e2} => match
      {"a": [{"numeric": ["=", 301.8]}]} ~ {"a": 301.81} => no match
      {"a": [{"numeric": [">", 0, "<=", 5]}]} ~ {"a": 0} => no match
      {"a": [{"numeric": [">", 0, "<=", 5]}]} ~ {"a": 0.000001} => match
      {"a": [{"numeric": [">", 0, "<=", 5]}]} ~ {"a": 5} => match
      {"a": [{"numeric": [">", 0, "<=", 5]}]} ~ {"a": 5.1} => no match
      {"a": [{"numeric": [">=", -1, "<", 1]}]} ~ {"a": -1} => match
      {"a": [{"numeric": [">=", -1, "<", 1]}]} ~ {"a": 1} => no match
      {"a": [{"numeric": ["<", 10]}]} ~ {"a": 9.99} => match
      {"a": [{"numeric": ["<", 10]}]} ~ {"a": 10} => no match
      {"a": [{"numeric": ["<=", 10]}]} ~ {"a": 10} => match
      {"a": [{"numeric": [">", 10]}]} ~ {"a": 10} => no match
      {"a": [{"numeric": [">=", 10]}]} ~ {"a": 1e1} => match
      {"a": [{"numeric": [">", 0]}]} ~ {"a": 1700000000000} => match
      {"a": [{"numeric": ["<", 10]}]} ~ {"a": "5"} => no match
      {"a": [{"numeric": ["<", 10]}]} ~ {"a": null} => no match
      {"a": [{"numeric": ["<", 10]}]} ~ {"a": true} => no match
      {"a": [{"numeric": ["<", 10]}]} ~ {"a": [20, 5]} => match
      {"a": [{"numeric": ["<", 0]}, {"numeric": [">", 10]}]} ~ {"a": 11} => match
      {"a": [{"numeric": ["<", 0]}, "x"]} ~ {"a": "x"} => match
      """#))
  func `compare numbers by value`(row: MatchRow) {
    #expect(row.eventBridgeAnswer() == row.answer)
  }

  @Test(
    arguments: MatchRow.table(
      #"""
      {"a": [{"prefix": "us-"}]} ~ {"a": "us-east-1"} => match
      {"a": [{"prefix": "us-"}]} ~ {"a": "us-"} => match
      {"a": [{"prefix": "us-"}]} ~ {"a": "us"} => no match
      {"a": [{"prefix": "us-"}]} ~ {"a": "US-east-1"} => no match
      {"a": [{"prefix": ""}]} ~ {"a": ""} => match
      {"a": [{"prefix": ""}]} ~ {"a": 5} => no match
      {"a": [{"prefix": "1"}]} ~ {"a": 12} => no match
      {"a": [{"prefix": {"equals-ignore-case": "EventB"}}]} ~ {"a": "EVENTBridge"} => match
      {"a": [{"prefix": {"equals-ignore-case": "EventB"}}]} ~ {"a": "event"} => no match
      {"a": [{"suffix": ".png"}]} ~ {"a": "cat.png"} => match
      {"a": [{"suffix": ".png"}]} ~ {"a": "cat.PNG"} => no match
      {"a": [{"suffix": ".png"}]} ~ {"a": "png"} => no match
      {"a": [{"suffix": ""}]} ~ {"a": "x"} => match
      {"a": [{"suffix": ""}]} ~ {"a": null} => no match
      {"a": [{"suffix": {"equals-ignore-case": ".png"}}]} ~ {"a": "cat.PnG"} => match
      {"a": [{"suffix": {"equals-ignore-case": "ß"}}]} ~ {"a": "STRASS"} => match
      {"a": [{"equals-ignore-case": "alice"}]} ~ {"a": "ALICE"} => match
      {"a": [{"equals-ignore-case": "ALICE"}]} ~ {"a": "alice"} => match
      {"a": [{"equals-ignore-case": "alice"}]} ~ {"a": "alice "} => no match
      {"a": [{"equals-ignore-case": ""}]} ~ {"a": ""} => match
      {"a": [{"equals-ignore-case": ""}]} ~ {"a": "x"} => no match
      {"a": [{"equals-ignore-case": "straße"}]} ~ {"a": "STRASSE"} => match
      {"a": [{"equals-ignore-case": "straße"}]} ~ {"a": "strasse"} => no match
      {"a": [{"equals-ignore-case": "ÄÖÜ"}]} ~ {"a": "äöü"} => match
      {"a": [{"equals-ignore-case": "5"}]} ~ {"a": 5} => no match
      {"a": [{"equals-ignore-case": "😀"}]} ~ {"a": "😀"} => no match
      {"a": [{"equals-ignore-case": "😀"}]} ~ {"a": "??"} => match
      """#))
  func `find beginnings, ends and other cases of texts`(row: MatchRow) {
    #expect(row.eventBridgeAnswer() == row.answer)
  }

  @Test(
    arguments: MatchRow.table(
      #"""
      {"a": [{"wildcard": "*"}]} ~ {"a": ""} => match
      {"a": [{"wildcard": "*"}]} ~ {"a": "any"} => match
      {"a": [{"wildcard": "*"}]} ~ {"a": 5} => no match
      {"a": [{"wildcard": ""}]} ~ {"a": ""} => match
      {"a": [{"wildcard": ""}]} ~ {"a": "x"} => no match
      {"a": [{"wildcard": "abc"}]} ~ {"a": "abc"} => match
      {"a": [{"wildcard": "a*c"}]} ~ {"a": "ac"} => match
      {"a": [{"wildcard": "a*c"}]} ~ {"a": "abbc"} => match
      {"a": [{"wildcard": "a*c"}]} ~ {"a": "abcd"} => no match
      {"a": [{"wildcard": "a*a"}]} ~ {"a": "a"} => no match
      {"a": [{"wildcard": "a*b*a"}]} ~ {"a": "aba"} => match
      {"a": [{"wildcard": "a*b*b"}]} ~ {"a": "ab"} => no match
      {"a": [{"wildcard": "*a*b*"}]} ~ {"a": "xxbxaxbx"} => match
      {"a": [{"wildcard": "*a*b*"}]} ~ {"a": "xbxa"} => no match
      {"a": [{"wildcard": "dir/*.png"}]} ~ {"a": "dir/sub/x.png"} => match
      {"a": [{"wildcard": "a.c"}]} ~ {"a": "abc"} => no match
      {"a": [{"wildcard": "a?c"}]} ~ {"a": "abc"} => no match
      {"a": [{"wildcard": "a*c"}]} ~ {"a": "a\nc"} => match
      {"a": [{"wildcard": "a\\*c"}]} ~ {"a": "a*c"} => match
      {"a": [{"wildcard": "a\\*c"}]} ~ {"a": "abc"} => no match
      {"a": [{"wildcard": "a\\\\*"}]} ~ {"a": "a\\b"} => match
      {"a": [{"wildcard": "*\\**"}]} ~ {"a": "x*y"} => match
      {"a": [{"wildcard": "é*"}]} ~ {"a": "école"} => match
      {"a": [{"wildcard": "A*"}]} ~ {"a": "abc"} => no match
      """#))
  func `fill the gaps of wildcards`(row: MatchRow) {
    #expect(row.eventBridgeAnswer() == row.answer)
  }

  @Test(
    arguments: MatchRow.table(
      #"""
      {"a": [{"anything-but": "x"}]} ~ {"a": "y"} => match
      {"a": [{"anything-but": "x"}]} ~ {"a": "x"} => no match
      {"a": [{"anything-but": "x"}]} ~ {"a": 5} => match
      {"a": [{"anything-but": "x"}]} ~ {"a": null} => match
      {"a": [{"anything-but": "x"}]} ~ {"a": true} => match
      {"a": [{"anything-but": "x"}]} ~ {} => no match
      {"a": [{"anything-but": "x"}]} ~ {"a": []} => no match
      {"a": [{"anything-but": "x"}]} ~ {"a": {"b": "y"}} => no match
      {"a": [{"anything-but": ["x", "y"]}]} ~ {"a": "y"} => no match
      {"a": [{"anything-but": ["x", "y"]}]} ~ {"a": ["x", "z"]} => match
      {"a": [{"anything-but": ["x", "y"]}]} ~ {"a": ["x", "y"]} => no match
      {"a": [{"anything-but": ""}]} ~ {"a": ""} => no match
      {"a": [{"anything-but": 123}]} ~ {"a": 123.0} => no match
      {"a": [{"anything-but": 123}]} ~ {"a": 124} => match
      {"a": [{"anything-but": 123}]} ~ {"a": "123"} => match
      {"a": [{"anything-but": 0}]} ~ {"a": 0} => no match
      {"a": [{"anything-but": [100, 200]}]} ~ {"a": 2e2} => no match
      {"a": [{"anything-but": [100, 200]}]} ~ {"a": 300} => match
      {"a": [{"anything-but": {"prefix": "init"}}]} ~ {"a": "initial"} => no match
      {"a": [{"anything-but": {"prefix": "init"}}]} ~ {"a": "x"} => match
      {"a": [{"anything-but": {"prefix": "init"}}]} ~ {"a": 5} => match
      {"a": [{"anything-but": {"prefix": ["x", "y"]}}]} ~ {"a": "yes"} => no match
      {"a": [{"anything-but": {"suffix": ".png"}}]} ~ {"a": "x.png"} => no match
      {"a": [{"anything-but": {"suffix": [".png", ".jpg"]}}]} ~ {"a": "x.txt"} => match
      {"a": [{"anything-but": {"equals-ignore-case": "init"}}]} ~ {"a": "INIT"} => no match
      {"a": [{"anything-but": {"equals-ignore-case": ["a", "b"]}}]} ~ {"a": "C"} => match
      {"a": [{"anything-but": {"wildcard": "*/lib/*"}}]} ~ {"a": "x/lib/y"} => no match
      {"a": [{"anything-but": {"wildcard": ["*/lib/*", "*/bin/*"]}}]} ~ {"a": "x/y"} => match
      {"a": [{"anything-but": {"wildcard": ""}}]} ~ {"a": ""} => no match
      {"a": ["x", {"anything-but": "x"}]} ~ {"a": "x"} => match
      """#))
  func `take anything but what is excepted`(row: MatchRow) {
    #expect(row.eventBridgeAnswer() == row.answer)
  }

  @Test(
    arguments: MatchRow.table(
      #"""
      {"a": [{"cidr": "10.0.0.0/24"}]} ~ {"a": "10.0.0.0"} => match
      {"a": [{"cidr": "10.0.0.0/24"}]} ~ {"a": "10.0.0.255"} => match
      {"a": [{"cidr": "10.0.0.0/24"}]} ~ {"a": "10.0.1.0"} => no match
      {"a": [{"cidr": "10.0.0.0/24"}]} ~ {"a": "10.0.0.256"} => no match
      {"a": [{"cidr": "10.0.0.0/24"}]} ~ {"a": "10.0.0"} => no match
      {"a": [{"cidr": "10.0.0.0/24"}]} ~ {"a": "::ffff:a00:1"} => match
      {"a": [{"cidr": "10.0.0.0/24"}]} ~ {"a": 10} => no match
      {"a": [{"cidr": "10.0.0.5/24"}]} ~ {"a": "10.0.0.1"} => match
      {"a": [{"cidr": "10.0.0.0/31"}]} ~ {"a": "10.0.0.1"} => match
      {"a": [{"cidr": "10.0.0.0/31"}]} ~ {"a": "10.0.0.2"} => no match
      {"a": [{"cidr": "0.0.0.0/0"}]} ~ {"a": "255.255.255.255"} => match
      {"a": [{"cidr": "0.0.0.0/0"}]} ~ {"a": "::1"} => no match
      {"a": [{"cidr": "10.0.0.0/8"}]} ~ {"a": "010.1.2.3"} => match
      {"a": [{"cidr": "2001:db8::/32"}]} ~ {"a": "2001:db8:ffff::1"} => match
      {"a": [{"cidr": "2001:db8::/32"}]} ~ {"a": "2001:0DB8:0:0:0:0:0:1"} => match
      {"a": [{"cidr": "2001:db8::/32"}]} ~ {"a": "2001:db9::1"} => no match
      {"a": [{"cidr": "2600:1f14::/35"}]} ~ {"a": "2600:1f14:1fff::"} => match
      {"a": [{"cidr": "2600:1f14::/35"}]} ~ {"a": "2600:1f14:2000::"} => no match
      {"a": [{"cidr": "2400:6500:ff00::36fb:1f80/122"}]} ~ {"a": "2400:6500:ff00::36fb:1fbf"} => match
      {"a": [{"cidr": "2400:6500:ff00::36fb:1f80/122"}]} ~ {"a": "2400:6500:ff00::36fb:1fc0"} => no match
      {"a": [{"cidr": "::/0"}]} ~ {"a": "1::2::3"} => no match
      {"a": [{"cidr": "::/0"}]} ~ {"a": ":::"} => no match
      {"a": [{"cidr": "::/0"}]} ~ {"a": "1:2:3:4:5:6:7"} => no match
      {"a": [{"cidr": "::/0"}]} ~ {"a": "1:2:3:4:5:6:7:8::"} => no match
      {"a": [{"cidr": "::/0"}]} ~ {"a": "1:2:3:4:5:6:7:"} => no match
      {"a": [{"cidr": "::/0"}]} ~ {"a": "12345::"} => no match
      {"a": ["::1"]} ~ {"a": "0:0:0:0:0:0:0:1"} => match
      {"a": ["10.0.0.1"]} ~ {"a": "10.0.0.1"} => match
      {"a": ["10.0.0.1"]} ~ {"a": "10.0.0.2"} => no match
      {"a": ["08:23"]} ~ {"a": "08:23"} => match
      {"a": [{"anything-but": "10.0.0.1"}]} ~ {"a": "10.0.0.1"} => no match
      """#))
  func `find addresses`(row: MatchRow) { #expect(row.eventBridgeAnswer() == row.answer) }

  @Test(
    arguments: MatchRow.table(
      #"""
      {"a": [{"exists": true}]} ~ {"a": "x"} => match
      {"a": [{"exists": true}]} ~ {"a": ""} => match
      {"a": [{"exists": true}]} ~ {"a": null} => match
      {"a": [{"exists": true}]} ~ {"b": 1} => no match
      {"a": [{"exists": true}]} ~ {"a": {"b": 1}} => no match
      {"a": [{"exists": true}]} ~ {"a": []} => no match
      {"a": [{"exists": true}]} ~ {"a": {}} => no match
      {"a": [{"exists": true}]} ~ {"a": [1]} => match
      {"a": [{"exists": false}]} ~ {"b": 1} => match
      {"a": [{"exists": false}]} ~ {} => match
      {"a": [{"exists": false}]} ~ {"a": null} => no match
      {"a": [{"exists": false}]} ~ {"a": {"b": 1}} => match
      {"a": [{"exists": false}]} ~ {"a": []} => match
      {"a": {"b": [{"exists": false}]}} ~ {"a": "x"} => match
      {"a": {"b": [{"exists": false}]}} ~ {"a": {"b": 1}} => no match
      {"a": [{"exists": false}, "x"]} ~ {} => match
      {"a": [{"exists": false}, "x"]} ~ {"a": "x"} => match
      {"a": [{"exists": false}, "x"]} ~ {"a": "y"} => no match
      {"a": [{"exists": false}, {"exists": true}]} ~ {"a": "y"} => match
      {"a": [{"exists": false}], "b": ["x"]} ~ {"b": "x"} => match
      """#))
  func `ask whether there is a value`(row: MatchRow) {
    #expect(row.eventBridgeAnswer() == row.answer)
  }

  @Test(
    arguments: MatchRow.table(
      #"""
      {"a": {"b": ["x"]}} ~ {"a": {"b": "x"}} => match
      {"a": {"b": ["x"]}} ~ {"a": "x"} => no match
      {"a": {"b": ["x"]}} ~ {"b": "x"} => no match
      {"a": {"b": {"c": ["x"], "d": ["y"]}}} ~ {"a": {"b": {"c": "x", "d": "y"}}} => match
      {"a.b": ["x"]} ~ {"a": {"b": "x"}} => match
      {"a": {"b": ["x"]}} ~ {"a.b": "x"} => match
      {"a.b.c": ["x"]} ~ {"a.b": {"c": "x"}} => match
      {"a": {"b.c": ["x"]}} ~ {"a.b": {"c": "x"}} => match
      {"a.b": ["x"]} ~ {"a": {"b": "y"}} => no match
      {"a": ["x"], "a.b": ["y"]} ~ {"a": ["x", {"b": "y"}]} => match
      {"ab": ["x"]} ~ {"a": {"b": "x"}} => no match
      {"a": ["1"], "a": ["2"]} ~ {"a": "1"} => no match
      {"a": ["1"], "a": ["2"]} ~ {"a": "2"} => match
      {"a": {"b": ["1"]}, "a": {"c": ["2"]}} ~ {"a": {"c": "2"}} => no match
      {"a": {"b": ["1"]}, "a": {"c": ["2"]}} ~ {"a": {"b": "1", "c": "2"}} => match
      {"a": ["1"]} ~ {"a": "1", "a": "2"} => match
      """#))
  func `go down objects along keys`(row: MatchRow) {
    #expect(row.eventBridgeAnswer() == row.answer)
  }

  @Test(
    arguments: MatchRow.table(
      #"""
      {"a": ["x"]} ~ {"a": ["y", "x"]} => match
      {"a": ["x"]} ~ {"a": ["y", "z"]} => no match
      {"a": ["x"]} ~ {"a": [["y"], ["x"]]} => match
      {"a": ["x"], "b": ["y"]} ~ {"a": ["w", "x"], "b": ["y", "z"]} => match
      {"e": {"f": ["Anna"]}} ~ {"e": [{"f": "John", "l": "Doe"}, {"f": "Anna", "l": "Smith"}]} => match
      {"e": {"f": ["Anna"], "l": ["Smith"]}} ~ {"e": [{"f": "John", "l": "Doe"}, {"f": "Anna", "l": "Smith"}]} => match
      {"e": {"f": ["Anna"], "l": ["Doe"]}} ~ {"e": [{"f": "John", "l": "Doe"}, {"f": "Anna", "l": "Smith"}]} => no match
      {"e": {"f": ["Anna"], "l": ["Jones"]}} ~ {"e": [[{"f": "Anna", "l": "Smith"}], [{"f": "Peter", "l": "Jones"}]]} => no match
      {"e": {"f": ["Peter"], "l": ["Jones"]}} ~ {"e": [[{"f": "Anna", "l": "Smith"}], [{"f": "Peter", "l": "Jones"}]]} => match
      {"d": {"a": ["1"], "e": {"b": ["1"]}}} ~ {"d": [{"a": "1", "e": [{"b": "0"}, {"b": "1"}]}]} => match
      {"d": {"a": ["1"], "e": {"b": ["1"]}}} ~ {"d": [{"a": "1", "e": [{"b": "0"}]}, {"e": {"b": "1"}}]} => no match
      {"x": {"a": ["1"]}, "y": {"b": ["1"]}} ~ {"x": [{"a": "0"}, {"a": "1"}], "y": [{"b": "1"}]} => match
      {"d": {"a": [{"exists": true}], "b": [{"exists": true}]}} ~ {"d": [{"a": 1}, {"b": 2}]} => no match
      {"d": {"a": [{"exists": true}], "b": [{"exists": true}]}} ~ {"d": [{"a": 1}, {"b": 2}, {"a": 3, "b": 4}]} => match
      {"d": {"a": [{"exists": true}], "b": [{"exists": false}]}} ~ {"d": [{"a": 1, "b": 2}]} => no match
      {"d": {"a": [{"exists": true}], "b": [{"exists": false}]}} ~ {"d": [{"a": 1}, {"b": 2}]} => match
      {"d": {"a": [{"exists": false}], "b": [{"exists": true}]}} ~ {"d": [{"a": 1}, {"b": 2}]} => no match
      {"d": {"s": [{"anything-but": "x"}], "n": ["b"]}} ~ {"d": [{"n": "a", "s": "y"}, {"n": "b", "s": "x"}]} => no match
      """#))
  func `keep to one element of an array`(row: MatchRow) {
    #expect(row.eventBridgeAnswer() == row.answer)
  }

  @Test(
    arguments: MatchRow.table(
      #"""
      {"$or": [{"a": ["1"]}, {"b": ["2"]}]} ~ {"a": "1"} => match
      {"$or": [{"a": ["1"]}, {"b": ["2"]}]} ~ {"b": "2"} => match
      {"$or": [{"a": ["1"]}, {"b": ["2"]}]} ~ {"a": "2", "b": "1"} => no match
      {"s": ["x"], "$or": [{"a": ["1"]}, {"b": ["2"]}]} ~ {"b": "2"} => no match
      {"s": ["x"], "$or": [{"a": ["1"]}, {"b": ["2"], "c": ["3"]}]} ~ {"s": "x", "b": "2"} => no match
      {"s": ["x"], "$or": [{"a": ["1"]}, {"b": ["2"], "c": ["3"]}]} ~ {"s": "x", "b": "2", "c": "3"} => match
      {"d": {"$or": [{"a": ["1"]}, {"b": ["2"]}]}} ~ {"d": {"b": "2"}} => match
      {"d": {"$or": [{"a": ["1"]}, {"b": ["2"]}]}} ~ {"b": "2"} => no match
      {"$or": [{"a": ["1"]}, {"$or": [{"b": ["2"]}, {"c": ["3"]}]}]} ~ {"c": "3"} => match
      {"$or": [{"a": ["1"]}, {"b": ["2"]}], "d": {"$or": [{"c": ["3"]}, {"e": ["4"]}]}} ~ {"b": "2", "d": {"e": "4"}} => match
      {"$or": [{"a": ["1"]}, {"b": ["2"]}], "d": {"$or": [{"c": ["3"]}, {"e": ["4"]}]}} ~ {"b": "2"} => no match
      {"$or": [{"a": [{"exists": false}]}, {"a": [{"anything-but": "x"}]}]} ~ {"b": 1} => match
      {"$or": [{"a": [{"exists": false}]}, {"a": [{"anything-but": "x"}]}]} ~ {"a": "x"} => no match
      {"a": ["1"], "$or": [{"a": ["2"]}, {"b": ["3"]}]} ~ {"a": "1"} => no match
      {"a": ["1"], "$or": [{"a": ["2"]}, {"b": ["3"]}]} ~ {"a": "2"} => match
      {"$or": [{"a": ["2"]}, {"b": ["3"]}], "a": ["1"]} ~ {"a": "1"} => match
      {"$or": {"a": ["1"]}} ~ {"$or": {"a": "1"}} => match
      {"$or": ["x"]} ~ {"$or": "x"} => match
      {"$or": [{"prefix": "x"}, {"suffix": "y"}]} ~ {"$or": "ay"} => match
      """#))
  func `branch at an or`(row: MatchRow) { #expect(row.eventBridgeAnswer() == row.answer) }
}
