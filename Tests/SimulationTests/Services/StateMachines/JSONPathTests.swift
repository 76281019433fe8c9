import Simulation
import Testing

@Suite struct `Paths into documents` {
  static let store = """
    {"store": {"book": [
      {"category": "reference", "author": "Nigel Rees", "price": 8.95},
      {"category": "fiction", "author": "Evelyn Waugh", "price": 12.99},
      {"category": "fiction", "author": "Herman Melville", "isbn": "0-553", "price": 8.99},
      {"category": "fiction", "author": "J. R. R. Tolkien", "isbn": "0-395", "price": 22.99}],
      "bicycle": {"color": "red", "price": 19.95}}, "expensive": 10, "a.b": 1, "null": null,
      "vals": [0, 10, 20, 30, 40, 50]}
    """

  @Test(arguments: [
    ("$.expensive", "10"), ("$.store.bicycle.color", #""red""#),
    ("$['store']['bicycle']['price']", "19.95"),
    (#"$.store["bicycle"].color"#, #""red""#), ("$['a.b']", "1"), (#"$.a\.b"#, "1"),
    ("$.null", "null"),
    ("$.vals[0]", "0"), ("$.vals[-1]", "50"), ("$.vals[1,3]", "[10,30]"),
    ("$.vals[-3:]", "[30,40,50]"),
    ("$.vals[:2]", "[0,10]"), ("$.vals[1:3]", "[10,20]"), ("$.vals[4:99]", "[40,50]"),
    ("$.vals[*]", "[0,10,20,30,40,50]"),
    ("$.store.book[*].price", "[8.95,12.99,8.99,22.99]"), ("$..isbn", #"["0-553","0-395"]"#),
    ("$.store..price", "[8.95,12.99,8.99,22.99,19.95]"), ("$.store.bicycle.*", #"["red",19.95]"#),
    ("$..book[2].author", #"["Herman Melville"]"#),
    ("$.store.bicycle['color','price']", #"["red",19.95]"#),
    ("$.store.book[?(@.isbn)].price", "[8.99,22.99]"),
    ("$.store.book[?(!@.isbn)].price", "[8.95,12.99]"),
    ("$.store.book[?(@.price < 10)].author", #"["Nigel Rees","Herman Melville"]"#),
    ("$.store.book[?(@.price < $.expensive && @.isbn)].price", "[8.99]"),
    ("$.store.book[?(@.price > 20 || @.category == 'reference')].price", "[8.95,22.99]"),
    ("$.store.book[?(@.author =~ /.*REES/i)].price", "[8.95]"),
    ("$.store.book[?(@.price in [8.95, 12.99])].price", "[8.95,12.99]"),
    ("$.store.book[?(@.category != \"fiction\")].price", "[8.95]"),
    ("$.store.book[?(@.nothing == 1)]", "[]"),
    ("$.store.book[?(@.category==reference)].price", "[8.95]"),
    ("$.store.book[?(@.category in [reference, 'x'])].price", "[8.95]"),
    ("$.vals[?(@ >= 40)]", "[40,50]"), ("$.store.book[*].missing", "[]"),
  ])
  func `find what the service finds`(path: String, found: String) throws {
    let outcome = try parameters(#"{"v.$": \#(JSONValue.string(path))}"#, input: Self.store)
    #expect(outcome.shown == #"{"v":\#(found)}"#)
  }

  @Test(arguments: [
    "", "x", "$.", "$..", "$.a b", "$[", "$['a'", "$[a]", "$.a.length()", "$[?(@.a", "$[?(@.a ==)]",
    "$a-b", "$.a[1", "$.a]",
  ])
  func `that cannot be read are refused`(path: String) {
    let field = #""Type": "Pass", "Parameters": {"v.$": \#(JSONValue.string(path))}, "End": true"#
    let findings = DefinitionReader.read(only(field)).findings
    #expect(
      findings.map(\.reason) == [
        "The value for the field 'v.$' must be a valid JSONPath or a valid intrinsic function call"
      ])
  }

  @Test(arguments: [
    ("$.x", #"{"a":1}"#, #"{"a":1,"x":9}"#), ("$.a", #"{"a":1}"#, #"{"a":9}"#),
    ("$.a.b", #"{"a":{"c":1}}"#, #"{"a":{"c":1,"b":9}}"#),
    ("$.x.y.z", "{}", #"{"x":{"y":{"z":9}}}"#), ("$.a[1]", #"{"a":[1,2]}"#, #"{"a":[1,9]}"#),
    ("$['x']['y']", "{}", #"{"x":{"y":9}}"#),
    ("$", #"{"a":1}"#, "9"),
    ("$.x", #""foo""#, ErrorName.resultPathMatchFailure),
    ("$.a.b", #"{"a":1}"#, ErrorName.resultPathMatchFailure),
    ("$.a[2]", #"{"a":[1,2]}"#, ErrorName.resultPathMatchFailure),
    ("$.a.b", #"{"a":[1]}"#, ErrorName.resultPathMatchFailure),
  ])
  func `take results`(path: String, input: String, output: String) throws {
    let fields = #""Type": "Pass", "Result": 9, "ResultPath": "\#(path)", "End": true"#
    #expect(try execute(only(fields), input: input).outcome.shown == output)
  }

  @Test(arguments: [
    (#""InputPath": "$.a""#, "[1,2]"), (#""InputPath": null"#, "{}"),
    (#""OutputPath": null"#, "{}"),
    (#""OutputPath": "$.a[0]""#, "1"),
    (#""ResultPath": null, "Result": 5"#, #"{"a":[1,2],"b":{"c":3}}"#),
    (#""InputPath": "$.b", "ResultPath": "$.r""#, #"{"a":[1,2],"b":{"c":3},"r":{"c":3}}"#),
    (#""InputPath": "$.a[0,1]""#, "[1,2]"), (#""InputPath": "$.missing""#, ErrorName.runtime),
    (#""OutputPath": "$.missing""#, ErrorName.runtime),
    (#""InputPath": "$$.Execution.Input.b""#, #"{"c":3}"#),
    (
      #""Parameters": {"x": {"y.$": "$.b.c"}, "z": [{"w.$": "$.a[1]"}, "$.a"]}"#,
      #"{"x":{"y":3},"z":[{"w":2},"$.a"]}"#
    ),
    (#""Parameters": {"x.$": "$.a[5]"}"#, #"{"x":null}"#),
    (#""Parameters": {"x.$": "$.b.d"}"#, ErrorName.runtime),
    (
      #""Parameters": {"x.$": "$$.State.Name", "y.$": "$$.Execution.StartTime"}"#,
      #"{"x":"X","y":"2025-12-01T00:00:00.000Z"}"#
    ),
  ])
  func `filter what goes through a state`(fields: String, output: String) throws {
    let outcome = try execute(
      only(#""Type": "Pass", \#(fields), "End": true"#), input: #"{"a": [1, 2], "b": {"c": 3}}"#
    ).outcome
    #expect(outcome.shown == output)
  }

  @Test func `that lead nowhere say so in the service's words`() throws {
    #expect(
      try parameters(#"{"m.$": "$.nope"}"#, input: #"{"x": "a"}"#)
        == .failed(
          error: ErrorName.runtime,
          cause:
            "An error occurred while executing the state 'X' (entered at the event id #2). The JSONPath "
            + #"'$.nope' specified for the field 'm.$' could not be found in the input '{"x":"a"}'"#
        ))
  }
}

@Suite struct `Intrinsic functions` {
  static let input = """
    {"name": "Foo", "list": [1, 2, 3, 4, 5, 6, 7, 8, 9], "text": "This.is+a,test=string", "json": "{\\"a\\": [1]}",
     "object": {"a": {"a1": 1, "a2": 2}, "b": 2}, "other": {"a": {"a3": 1}, "c": 3}, "twice": [1, 2, 2, "x", "x", null, null, [1], [1]],
     "flag": true, "nothing": null, "blank": " "}
    """

  @Test(arguments: [
    ("States.Format('Hello, {} in {}', $.name, 2020)", #""Hello, Foo in 2020""#),
    (#"States.Format('\{\} \\ \' {}', $.flag)"#, #""{} \\ ' true""#),
    ("States.Format('{}{}', null, 1.50)", #""null1.50""#),
    ("States.StringToJson($.json)", #"{"a":[1]}"#), ("States.StringToJson($.blank)", "null"),
    ("States.StringToJson('-0')", "0"),
    ("States.JsonToString($.object.a)", #""{\"a1\":1,\"a2\":2}""#),
    ("States.Array('Foo', 2020, $.object.b, null)", #"["Foo",2020,2,null]"#),
    ("States.Array()", "[]"), ("States.ArrayPartition($.list, 4)", "[[1,2,3,4],[5,6,7,8],[9]]"),
    ("States.ArrayContains($.list, 5)", "true"),
    ("States.ArrayContains($.list, '5')", "false"), ("States.ArrayRange(1, 9, 2)", "[1,3,5,7,9]"),
    ("States.ArrayRange(0, 10, 3)", "[0,3,6,9]"),
    ("States.ArrayRange(3, 1, -1)", "[3,2,1]"), ("States.ArrayGetItem($.list, 5)", "6"),
    ("States.ArrayLength($.list)", "9"),
    ("States.ArrayUnique($.twice)", #"[1,2,"x",null,[1]]"#),
    ("States.Base64Encode('Data to encode')", #""RGF0YSB0byBlbmNvZGU=""#),
    ("States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", #""Data to encode""#),
    ("States.Hash('input data', 'MD5')", #""812f45842bc6d66ee14572ce20db8e86""#),
    ("States.Hash('input data', 'SHA-1')", #""aaff4a450a104cd177d28d18d74485e8cae074b7""#),
    (
      "States.Hash('input data', 'SHA-256')",
      #""b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3""#
    ),
    (
      "States.Hash('input data', 'SHA-384')",
      #""d28a7d5cf25a74f11a50a18452b75e04bb3d70c9dd0510d6123aa008c756511b87525bdc835ebb27e1fb9e9374a15562""#
    ),
    (
      "States.Hash('input data', 'SHA-512')",
      #""6ce4adb348546d4f449c4d25aad9a7c9cb711d9e91982d3f0b29ca2f3f47d4ce2deba23bf2954f0f1d593fc50283731a533d30d425402d4f91316d871303aac4""#
    ),
    ("States.JsonMerge($.object, $.other, false)", #"{"a":{"a3":1},"b":2,"c":3}"#),
    ("States.MathAdd(111, -1)", "110"),
    ("States.MathAdd(1.49, 1.5)", "3"), ("States.MathAdd(-1.5, -1.51)", "-4"),
    ("States.MathAdd(0.5, 0)", "1"), ("States.MathAdd(-0.5, 0)", "-1"),
    ("States.StringSplit($.text, '.+,=')", #"["This","is","a","test","string"]"#),
    ("States.StringSplit(',,a,,b', ',')", #"["a","b"]"#),
    ("States.StringSplit('...', '.')", "[]"),
    ("States.Array(States.Array(1), States.MathAdd(1, States.MathAdd(1, 1)))", "[[1],3]"),
    ("States.ArrayLength(States.StringSplit('a,b', ','))", "2"),
    ("States.ArrayGetItem($.object['a','b'], 1)", "2"),
    ("States.Format('{}', $$.State.Name)", #""X""#), ("States.MathRandom(5, 6)", "5"),
    ("States.MathRandom(5, 6, 1)", "5"),
  ])
  func `give what the service gives`(call: String, result: String) throws {
    let outcome = try parameters(#"{"v.$": \#(JSONValue.string(call))}"#, input: Self.input)
    #expect(outcome.shown == #"{"v":\#(result)}"#, "\(outcome.cause ?? "")")
  }

  @Test(arguments: [
    "States.Format('{}')", "States.Format('x', 1)", "States.Format('{}', $.list)",
    "States.Format(1)", "States.StringToJson('{')",
    "States.StringToJson(1)", "States.JsonToString()", "States.ArrayPartition($.list, 0)",
    "States.ArrayPartition($.name, 1)",
    "States.ArrayContains($.list)", "States.ArrayRange(1, 2, 0)", "States.ArrayRange(1, 1001, 1)",
    "States.ArrayGetItem($.list, 9)",
    "States.ArrayGetItem($.list, -1)", "States.ArrayGetItem($.list, 1.5)",
    "States.ArrayLength($.name)", "States.ArrayUnique(1)",
    "States.Base64Encode(1)", "States.Base64Decode('a')", "States.Base64Decode('not base64!')",
    "States.Hash('x', 'SHA256')", "States.Hash('x')",
    "States.JsonMerge($.object, $.other, true)", "States.JsonMerge($.object, $.list, false)",
    "States.MathRandom(2, 2)", "States.MathRandom(1)",
    "States.MathAdd('1', 2)", "States.MathAdd(1)", "States.StringSplit('a', '')",
    "States.StringSplit(1, ',')",
  ])
  func `refuse wrong arguments with an error that can be caught`(call: String) throws {
    let outcome = try parameters(#"{"v.$": \#(JSONValue.string(call))}"#, input: Self.input)
    #expect(outcome.error == ErrorName.intrinsicFailure)
  }

  @Test(arguments: [
    "States.Format('{}', $.nope)", "States.Format('{}', States.Array($.nope))",
    "States.Format('{}', $.list[99])",
  ])
  func `fail for good where an argument is not there`(call: String) throws {
    let outcome = try parameters(#"{"v.$": \#(JSONValue.string(call))}"#, input: #"{"list": [1]}"#)
    #expect(outcome.error == ErrorName.runtime)
    #expect(
      outcome.cause?.contains(
        "The function '\(call)' had the following error: The JsonPath argument for the field '$.")
        == true)
  }

  @Test func `make identifiers of version 4 that the seed decides`() throws {
    let definition = only(#""Type": "Pass", "Parameters": {"v.$": "States.UUID()"}, "End": true"#)
    let outputs = try [1, 1, 2].map { try execute(definition, seed: $0).outcome.shown }
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0] != outputs[2])
    #expect(
      outputs[0].wholeMatch(
        of: /\{"v":"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"\}/) != nil)
  }

  @Test func `nest ten deep and no deeper`() throws {
    func nested(_ depth: Int) -> String {
      (0..<depth).reduce("1") { inner, _ in "States.Array(\(inner))" }
    }
    #expect(try parameters(#"{"v.$": "\#(nested(10))"}"#).shown == #"{"v":[[[[[[[[[[1]]]]]]]]]]}"#)
    let findings = DefinitionReader.read(
      only(#""Type": "Pass", "Parameters": {"v.$": "\#(nested(11))"}, "End": true"#)
    ).findings
    #expect(findings.count == 1)
  }
}
