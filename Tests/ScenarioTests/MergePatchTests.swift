import Scenario
import Simulation
import Testing

private func node(_ text: String) -> Node {
  let (root, mistakes) = Parser.parse(SourceText(name: "t", text: text))
  #expect(mistakes.isEmpty)
  return root ?? Node(.mistaken, at: SourceRange(.start))
}

@Suite struct `Merge patches` {
  /// The test cases of RFC 7396, appendix A.
  @Test(arguments: [
    (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
    (#"{"a":"b"}"#, #"{"a":null}"#, #"{}"#),
    (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
    (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
    (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
    (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
    (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
    (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
    (#"{"a":"foo"}"#, #"null"#, #"null"#),
    (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
    (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
    (#"[1,2]"#, #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
    (#"{}"#, #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
  ])
  func `do what the standard says`(target: String, patch: String, result: String) {
    let merged = MergePatch(node(patch)).applied(to: node(target), at: .root).node
    #expect(JSONValue(merged) == JSONValue(node(result)))
  }

  @Test func `what comes from the patch keeps its place`() {
    let scenario = node("{orders: {a: 1, b: 2},\n patch: {orders: {b: 3, c: 4}}}")
    guard let patch = scenario["patch"] else { return }
    let (merged, _) = MergePatch(patch).applied(to: scenario, at: .root)
    let places = ["a", "b", "c"].map { merged["orders"]?[$0]?.range.start.description }
    #expect(places == ["1:14", "2:22", "2:28"])
    #expect(merged["orders"]?.range.start == SourcePlace(line: 1, column: 10))
  }

  @Test func `taking away what is not there is worth a warning`() {
    let text = "{redrive: {}, variants: {none: {redriv: null, components: {x: null}}}}"
    let source = SourceText(name: "t", text: text)
    let scenario = node(text)
    guard let patch = scenario["variants"]?["none"] else { return }
    let (_, warnings) = MergePatch(patch).applied(to: scenario, at: TreePath("variants", "none"))
    #expect(
      warnings.rendered(in: source)
        == """
        t:1:33: warning: there is no 'redriv' to remove; did you mean 'redrive'?
          1 | \(text)
            |                                 ^~~~~~
          at variants > none

        t:1:60: warning: there is no 'x' to remove, which is what null asks for in a variant
          1 | \(text)
            |                                                            ^
          at variants > none > components

        """)
  }
}
