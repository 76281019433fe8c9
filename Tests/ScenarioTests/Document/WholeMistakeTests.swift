import Testing

@Suite struct `Mistakes in a scenario as a whole` {
  @Test(arguments: wholes)
  func `are all found in one go`(example: Case) {
    #expect(findings(in: example.text) == example.findings)
  }

  @Test(arguments: variants)
  func `are said once, with the variant in which they show`(example: Case) {
    #expect(findings(in: shop(variants: example.text)) == example.findings)
  }

  @Test func `of the scenario as it stands are not said again of each variant`() {
    let text = shop(
      "colour: 1,",
      components: #"f: { type: "lambda-function", handler: [{ call: "pay", tries: 3 }] },"#,
      variants: #"a: { duration: "5m" }, b: { duration: "6m", components: { dlq: null } }"#)
    let keys = findings(in: text).filter { $0.contains("unknown key") }
    #expect(keys.count == 2, "\(keys)")
    #expect(!keys.contains { $0.contains("(in ") })
    #expect(keys[0].hasPrefix("error at tries: unknown key 'tries'; use 'call', 'effect', "))
    #expect(!keys[0].contains("or 'call'"))
  }
}

private let wholes: [Case] = [
  Case(
    #"[]"#,
    #"error at [: a scenario begins with '{', not with '['"#),
  Case(
    #"{}"#,
    #"error at {: 'components' is missing; add an object in { }"#),
  Case(
    #"{components: []}"#,
    #"error at [: 'components' is a list; use an object in { }"#),
  Case(
    #"{components: {}, faults: {}}"#,
    #"error at {: 'faults' is an object; use a list in [ ]"#),
  Case(
    #"{components: {}, compnents: 3, duratoin: '1m'}"#,
    #"error at compnents: unknown key 'compnents'; did you mean 'components'?"#,
    #"error at duratoin: unknown key 'duratoin'; did you mean 'duration'?"#),
  Case(
    #"{formatVersion: 2, components: {}, duration: '0s', period: '1ms', seed: -1}"#,
    #"error at 2: 'formatVersion' is 2; this build of Faultline reads version 1"#,
    #"error at '0s': 'duration' is "0s"; use a duration from "1ms" to "3650d""#,
    #"error at '1ms': 'period' is "1ms"; use a duration from "1s" to "1d""#,
    #"error at -1: 'seed' is -1; use a whole number of at least 0"#),
  Case(
    #"""
    {components: {}, duration: '3650d', period: '1s', accountConcurrency: -5, lint: \#
    {canari: 'off', loop: 'no'}}
    """#,
    #"""
    error at '1s': the run would have 315,360,000 periods; up to 100,000 are kept, so take \#
    a longer 'period'
    """#,
    #"error at -5: 'accountConcurrency' is -5; use a whole number from 0 to 1000000"#,
    #"error at canari: no advice is called 'canari'; did you mean 'canary'?"#,
    #"error at 'no': 'loop' is "no"; use "on" or "off""#),
  Case(
    #"""
    {components: {a: {type: 'sqs-queue'}}, duration: '10m', period: '7m', variants: [], \#
    expectations: 'x'}
    """#,
    #"error at [: 'variants' is a list; use an object in { }"#,
    #"error at 'x': 'expectations' is "x"; use an object in { }"#),
]

private let variants: [Case] = [
  Case(
    #"""
    a: { components: { orders: null } }, b: 3, '': {}, c: { components: { nobody: null, \#
    work: { timeout: "30" } } }, d: { expectations: { "x.y": "== 1" }, variants: {} }
    """#,
    #"error at "orders": no component 'orders' in the scenario (in a)"#,
    #"error at "orders": no component 'orders' in the scenario (in a)"#,
    #"error at 3: 'b' is 3; use an object in { }"#,
    #"error at '': a name may not be empty"#,
    #"warning at nobody: there is no 'nobody' to remove"#,
    #"error at "30": 'timeout' is "30", without a unit; write "30s" (in c)"#,
    #"error at x: no component or producer 'x' in the scenario (in d)"#,
    #"""
    error at variants: unknown key 'variants'; use 'formatVersion', 'title', 'description', \#
    'seed', 'duration', 'period', 'accountConcurrency', 'limits', 'network', 'lint', \#
    'search', 'components', 'producers', 'faults', 'actions' or 'expectations' (in d)
    """#)
]
