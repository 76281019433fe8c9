import Testing

@Suite struct `Mistakes of distributions` {
  @Test(arguments: cases)
  func `each says what the family needs`(example: Example) {
    #expect(findings(example.text) == example.message)
  }

  static let cases = [
    Example(
      "{latency: {lognorml: {p50: '1s'}}}",
      #"""
      q.json5:1:12: error: unknown key 'lognorml'; did you mean 'lognormal'?
        1 | {latency: {lognorml: {p50: '1s'}}}
          |            ^~~~~~~~

      """#),
    Example(
      "{latency: {lognormal: {p50: '1s'}}}",
      #"""
      q.json5:1:23: error: 'p99' is missing; add a duration above zero
        1 | {latency: {lognormal: {p50: '1s'}}}
          |                       ^
        at latency > lognormal

      """#),
    Example(
      "{latency: {lognormal: {p50: '1s', p99: '1s'}}}",
      #"""
      q.json5:1:40: error: 'p99' must be greater than 'p50'
        1 | {latency: {lognormal: {p50: '1s', p99: '1s'}}}
          |                                        ^~~~
        at latency > lognormal

      """#),
    Example(
      "{latency: {lognormal: {mean: '1s', p99: '1s'}}}",
      #"""
      q.json5:1:23: error: 'p50' is missing; add a duration above zero
        1 | {latency: {lognormal: {mean: '1s', p99: '1s'}}}
          |                       ^
        at latency > lognormal

      q.json5:1:24: error: unknown key 'mean'; use 'p50' or 'p99'
        1 | {latency: {lognormal: {mean: '1s', p99: '1s'}}}
          |                        ^~~~
        at latency > lognormal

      """#),
    Example(
      "{latency: {}}",
      #"""
      q.json5:1:11: error: 'latency' needs one of the keys 'constant', 'uniform', 'exponential', 'normal', 'lognormal', 'gamma', 'pareto', 'weibull', 'empirical' or 'mixture'
        1 | {latency: {}}
          |           ^

      """#),
    Example(
      "{latency: []}",
      #"""
      q.json5:1:11: error: 'latency' is a list; use a duration such as "80ms" or { lognormal: { p50: "80ms", p99: "400ms" } }
        1 | {latency: []}
          |           ^

      """#),
    Example(
      "{latency: 80}",
      #"""
      q.json5:1:11: error: 'latency' is 80, without a unit; write "80s"
        1 | {latency: 80}
          |           ^~

      """#),
    Example(
      "{latency: '-1s'}",
      #"""
      q.json5:1:11: error: 'latency' is "-1s"; use a duration from "0s" to "36500d"
        1 | {latency: '-1s'}
          |           ^~~~~

      """#),
    Example(
      "{latency: {uniform: {min: '1s', max: '2s'}, constant: '1s'}}",
      #"""
      q.json5:1:11: error: 'latency' has 'uniform' and 'constant'; keep one of them
        1 | {latency: {uniform: {min: '1s', max: '2s'}, constant: '1s'}}
          |           ^

      """#),
    Example(
      "{latency: {empirical: [['1s'], ['2s', '5%'], 3]}}",
      #"""
      q.json5:1:24: error: 'empirical[0]' has 1 element; use exactly 2
        1 | {latency: {empirical: [['1s'], ['2s', '5%'], 3]}}
          |                        ^
        at latency

      q.json5:1:46: error: 'empirical[2]' is 3; use a list in [ ]
        1 | {latency: {empirical: [['1s'], ['2s', '5%'], 3]}}
          |                                              ^
        at latency

      """#),
    Example(
      "{latency: {empirical: []}}",
      #"""
      q.json5:1:23: error: 'empirical' has 0 elements; use 1 to 10,000
        1 | {latency: {empirical: []}}
          |                       ^
        at latency

      """#),
    Example(
      "{latency: {empirical: [['1s', 0]]}}",
      #"""
      q.json5:1:23: error: all shares in 'empirical' are zero; make one of them positive
        1 | {latency: {empirical: [['1s', 0]]}}
          |                       ^
        at latency

      """#),
    Example(
      "{latency: {mixture: [{weight: 1}, {of: '1s', weight: 'x'}]}}",
      #"""
      q.json5:1:22: error: 'of' is missing; add a duration such as "80ms" or { lognormal: { p50: "80ms", p99: "400ms" } }
        1 | {latency: {mixture: [{weight: 1}, {of: '1s', weight: 'x'}]}}
          |                      ^
        at latency > mixture[0]

      q.json5:1:54: error: 'weight' is "x"; use a share from "0%" to "100%"
        1 | {latency: {mixture: [{weight: 1}, {of: '1s', weight: 'x'}]}}
          |                                                      ^~~
        at latency > mixture[1]

      """#),
    Example(
      "{latency: {gamma: {mean: '1s', cv: 0}}}",
      #"""
      q.json5:1:36: error: 'cv' is 0; use a number from 0.001 to 100
        1 | {latency: {gamma: {mean: '1s', cv: 0}}}
          |                                    ^
        at latency > gamma

      """#),
    Example(
      "{latency: {exponential: '0s'}}",
      #"""
      q.json5:1:25: error: 'exponential' is "0s"; use a duration above zero, up to "36500d"
        1 | {latency: {exponential: '0s'}}
          |                         ^~~~
        at latency

      """#),
    Example(
      "{messageSize: {exponential: 5}}",
      #"""
      q.json5:1:29: error: 'exponential' is 5, without a unit; write "5B"
        1 | {messageSize: {exponential: 5}}
          |                             ^
        at messageSize

      """#),
  ]
}
