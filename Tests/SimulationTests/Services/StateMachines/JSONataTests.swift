import Simulation
import Testing

@Suite struct `Expressions in JSONata` {
  static let order = """
    {"id": 7, "items": [{"name": "Latte", "price": 4.5, "tags": ["hot", "milk"]},
    {"name": "Mocha", "price": 5, "tags": []}, {"name": "Tea", "price": 2, "tags": ["hot"]}],
    "one": [{"n": 1}], "empty": [], "nothing": null, "text": "a,b;c", "deep": {"a": {"b": [1, [2, 3]]}}}
    """

  @Test(arguments: [
    ("$states.input.id", "7"),
    ("$states.input.items.name", #"["Latte","Mocha","Tea"]"#),
    ("$states.input.items[0].name", #""Latte""#),
    ("$states.input.items[-1].name", #""Tea""#),
    ("$states.input.items[price > 4].name", #"["Latte","Mocha"]"#),
    ("$states.input.items[price > 4.9].name", #""Mocha""#),
    ("$states.input.items[price > 4.9][].name", #"["Mocha"]"#),
    ("$states.input.items.tags", #"["hot","milk","hot"]"#),
    ("$states.input.items[[0..1]].price", "[4.5,5]"),
    ("$states.input.one", #"[{"n":1}]"#),
    ("$states.input.one.n", "1"),
    ("[$states.input.one.n]", "[1]"),
    ("$states.input.empty", "[]"),
    ("$states.input.nothing", "null"),
    ("$states.input.deep.**.b[0]", "1"),
    ("$states.input.deep.*.b", "[1,[2,3]]"),
    ("($states.input.items.{\"n\": name, \"p\": price})[1]", #"{"n":"Mocha","p":5}"#),
    ("$states.input.items{name: price}", #"{"Latte":4.5,"Mocha":5,"Tea":2}"#),
    ("$states.input.items^(price).name", #"["Tea","Latte","Mocha"]"#),
    ("$states.input.items^(>price, name).price", "[5,4.5,2]"),
    ("$states.input.`id`", "7"),
    ("($x := 2; $y := 3; $x * $y)", "6"),
    ("($f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(5))", "120"),
    ("[1..5]", "[1,2,3,4,5]"),
    ("[5..1]", "[]"),
    ("1 = 1 and 2 > 1 or false", "true"),
    (#""a" & 1 & null & true"#, #""a1nulltrue""#),
    ("3 in [1, 2, 3]", "true"),
    ("10 % 4 + 7 / 2", "5.5"),
    ("-$states.input.id", "-7"),
    ("$states.input.missing = 1", "false"),
    ("$states.input.id = 7 ? 'yes' : 'no'", #""yes""#),
    ("{\"a\": 1, 'b': [1, 2]}", #"{"a":1,"b":[1,2]}"#),
    ("$states.input.items.price ~> $sum()", "11.5"),
    ("($double := function($n) { $n * 2 }; $states.input.id ~> $double)", "14"),
    ("($add := function($a, $b) { $a + $b }; $two := $add(?, 2); $two(5))", "7"),
    ("/* a comment */ 1", "1"),
    (#""\u00e9""#, #""é""#),
  ])
  func `follow paths and operators`(expression: String, result: String) throws {
    #expect(try jsonata(expression, input: Self.order).shown == result)
  }

  @Test(arguments: [
    ("$string([1, {\"a\": true}])", #""[1,{\"a\":true}]""#), ("$string(0.1 + 0.2)", #""0.3""#),
    ("$string(1e21)", #""1e+21""#), ("$string(0.0000001)", #""1e-7""#),
    ("$string(123456789012)", #""123456789012""#), ("$string(1.5e-5)", #""0.000015""#),
    ("$length('café')", "4"), ("$substring('hello', 1, 3)", #""ell""#),
    ("$substring('hello', -3)", #""llo""#), ("$substringBefore('a-b-c', '-')", #""a""#),
    ("$substringAfter('a-b-c', '-')", #""b-c""#), ("$uppercase('é')", #""É""#),
    ("$trim('  a   b ')", #""a b""#), ("$pad('x', 3)", #""x  ""#),
    ("$pad('x', -3, '*')", #""**x""#),
    ("$contains('abc', /B/i)", "true"), ("$contains('abc', 'd')", "false"),
    ("$split('a,b;c', /[,;]/)", #"["a","b","c"]"#), ("$split('abc', '')", #"["a","b","c"]"#),
    ("$join(['a', 'b'], '-')", #""a-b""#), ("$match('ab12', /([a-z])(\\d)/).groups", #"["b","1"]"#),
    ("$replace('John Smith', /(\\w+) (\\w+)/, '$2, $1')", #""Smith, John""#),
    ("$replace('aaa', 'a', 'b', 2)", #""bba""#), ("$base64encode('hi')", #""aGk=""#),
    ("$base64decode('aGk=')", #""hi""#), ("$encodeUrlComponent('a b/c')", #""a%20b%2Fc""#),
    ("$number('0x1f')", "31"), ("$number('12.50')", "12.5"), ("$number(true)", "1"),
    ("$abs(-3)", "3"), ("$floor(-1.5)", "-2"), ("$ceil(1.2)", "2"), ("$round(2.5)", "2"),
    ("$round(123.456, 2)", "123.46"), ("$round(125, -1)", "120"), ("$power(2, 10)", "1024"),
    ("$sqrt(16)", "4"), ("$formatBase(255, 16)", #""ff""#), ("$sum([1, 2, 3])", "6"),
    ("$max([1, 3, 2])", "3"), ("$min([2, 1])", "1"), ("$average([1, 2])", "1.5"),
    ("$boolean([0, 0])", "false"), ("$boolean([0, 1])", "true"), ("$not('')", "true"),
    ("$exists($states.input.id)", "true"), ("$exists($states.nothing)", "false"),
    ("$count([1, 2])", "2"), ("$count(5)", "1"), ("$append([1], [2, 3])", "[1,2,3]"),
    ("$sort([3, 1, 2])", "[1,2,3]"), ("$reverse([1, 2])", "[2,1]"),
    (
      "$sort($states.input.items, function($a, $b) { $a.price > $b.price }).name",
      #"["Tea","Latte","Mocha"]"#
    ),
    ("$distinct([1, 2, 1])", "[1,2]"), ("$zip([1, 2], [3, 4])", "[[1,3],[2,4]]"),
    ("$keys({\"a\": 1, \"b\": 2})", #"["a","b"]"#), ("$lookup({\"a\": 1}, 'a')", "1"),
    ("$merge([{\"a\": 1}, {\"b\": 2, \"a\": 3}])", #"{"a":3,"b":2}"#),
    ("$sift({\"a\": 1, \"b\": 5}, function($v) { $v > 2 })", #"{"b":5}"#),
    ("$each({\"a\": 1, \"b\": 5}, function($v, $k) { $k & $v })", #"["a1","b5"]"#),
    ("$type([])", #""array""#), ("$type(null)", #""null""#),
    ("$map([1, 2], function($v, $i) { $v * $i })", "[0,2]"),
    ("$filter([1, 2, 3], function($v) { $v > 1 })", "[2,3]"),
    ("$single([1, 2, 3], function($v) { $v = 2 })", "2"),
    ("$reduce([1, 2, 3], function($a, $b) { $a + $b })", "6"),
    ("$reduce([1, 2], function($a, $b) { $a + $b }, 10)", "13"),
    ("$map(['a', 'b'], $uppercase)", #"["A","B"]"#),
    ("$fromMillis(1510067557121)", #""2017-11-07T15:12:37.121Z""#),
    ("$toMillis('2017-11-07T15:12:37.121Z')", "1510067557121"),
    ("$toMillis('2017-11-07')", "1510012800000"),
    ("$now()", #""2025-12-01T00:00:00.000Z""#), ("$millis()", "1764547200000"),
    ("$partition([1, 2, 3], 2)", "[[1,2],[3]]"), ("$range(0, 10, 5)", "[0,5,10]"),
    ("$hash('input data', 'SHA-1')", #""aaff4a450a104cd177d28d18d74485e8cae074b7""#),
    ("$parse('{\"a\": [1]}')", #"{"a":[1]}"#), ("$length($uuid())", "36"),
    ("$random(1) = $random(1)", "true"),
  ])
  func `call functions`(expression: String, result: String) throws {
    #expect(try jsonata(expression, input: Self.order).shown == result)
  }

  @Test(arguments: [
    ("$states.input.missing", "returned nothing (undefined)."),
    ("1 + 'a'", "T2002: The right side of the \"+\" operator must evaluate to a number"),
    ("'a' + 1", "T2001: The left side of the \"+\" operator must evaluate to a number"),
    ("1 < 'a'", "T2009: "), ("true < 1", "T2010: "), ("1 / 0", "D1001: "),
    ("$sum(['a'])", "T0412: Argument 1 of function \"sum\" must be an array of \"numbers\""),
    (
      "$uppercase(1)",
      "T0410: Argument 1 of function \"uppercase\" does not match function signature"
    ),
    ("$number('x')", "D3030: Unable to cast value to a number: \"x\""),
    ("$number('01')", "D3030: Unable to cast value to a number: \"01\""),
    ("$number('1.')", "D3030: Unable to cast value to a number: \"1.\""),
    ("$number(' 1')", "D3030: Unable to cast value to a number: \" 1\""),
    ("$number('0x-1')", "D3030: Unable to cast value to a number: \"0x-1\""),
    ("$eval('1 + 1')", "T1006: Attempted to invoke a non-function"),
    ("uppercase('a')", "T1005: "), ("$error('no')", "D3137: no"),
    ("$assert(false, 'no')", "D3141: no"),
    ("{1: 2}", "T1003: "), ("[1..9000000]", "makes more than 100000 values"),
    ("($f := function($n) { $f($n + 1) }; $f(1))", "calls itself too deeply"),
    ("$formatNumber(1, '#')", "the function $formatNumber is not supported by this simulator"),
    ("function($x) { $x }", "gives a function"),
  ])
  func `fail with JSONata's own words`(expression: String, sentence: String) throws {
    let outcome = try jsonata(expression)
    #expect(outcome.error == ErrorName.queryEvaluationError)
    #expect(outcome.cause?.contains(sentence) == true, "\(outcome.cause ?? "")")
    #expect(
      outcome.cause?.hasPrefix(
        "An error occurred while executing the state 'X' (entered at the event id #2). The JSONata expression "
      ) == true)
  }

  @Test(arguments: [
    ("a[1,2)", "Expected \"]\", got \",\""), ("\"open", "String literal must be terminated"),
    ("1 +", "Unexpected end of expression"),
    ("{\"a\":}", "The symbol \"}\" cannot be used as a unary operator"),
    ("$x :=", "Unexpected end of expression"),
    ("$match(\"a\", /abc", "No terminating / in regular expression"),
    ("$$", "$$ is not offered"), ("%.a", "the parent operator % is not supported"),
    ("a@$b.c", "the focus operator @ is not supported"),
    ("a#$i", "the index operator # is not supported"),
    ("|a|b|", "the transform operator | | is not supported"),
    ("(1", "Expected \")\" before end of expression"),
    (String(repeating: "(", count: 500), "nested more than 100 levels"),
  ])
  func `that cannot be read are told before anything runs`(expression: String, sentence: String) {
    do {
      _ = try JSONataExpression(expression)
      Issue.record("'\(expression)' was read")
    } catch {
      #expect(error.message.contains(sentence), "\(error.message)")
    }
  }

  @Test func `of any kind neither crash nor run for ever`() throws {
    let pieces = [
      "$", "a", ".", "[", "]", "(", ")", "{", "}", "1", "'x'", "+", "*", "**", "?", ":", ",", ":=",
      "~>", "function", "$f", "^", ">", "/a/", "%", "&", "..", ";", "$map", "null", "in",
    ]
    var random = RandomStream(seed: 5, replication: 0, component: "jsonata", purpose: "fuzz")
    for _ in 0..<4_000 {
      let text = (0...random.below(12)).map { _ in pieces[random.below(pieces.count)] }.joined()
      guard let expression = try? JSONataExpression(text) else { continue }
      _ = try? expression.value(
        variables: [("f", .array([.number(1), .object([("a", .string("b"))])]))],
        at: Timestamp(epochSeconds: 0), drawing: &random)
    }
  }
}
