import Testing

@Suite struct `Mistakes of quantities` {
  @Test(arguments: cases)
  func `each says what was found and what is allowed`(example: Example) {
    #expect(findings(example.text) == example.message)
  }

  static let cases = [
    Example(
      "{visibilityTimeout: 30}",
      #"""
      q.json5:1:21: error: 'visibilityTimeout' is 30, without a unit; write "30s"
        1 | {visibilityTimeout: 30}
          |                     ^~

      """#),
    Example(
      "{visibilityTimeout: '30'}",
      #"""
      q.json5:1:21: error: 'visibilityTimeout' is "30", without a unit; write "30s"
        1 | {visibilityTimeout: '30'}
          |                     ^~~~

      """#),
    Example(
      "{visibilityTimeout: '5 minutes', window: '30 s'}",
      #"""
      q.json5:1:21: error: 'visibilityTimeout' is "5 minutes"; write "5m"
        1 | {visibilityTimeout: '5 minutes', window: '30 s'}
          |                     ^~~~~~~~~~~

      q.json5:1:42: error: 'window' is "30 s"; write "30s"
        1 | {visibilityTimeout: '5 minutes', window: '30 s'}
          |                                          ^~~~~~

      """#),
    Example(
      "{visibilityTimeout: '-5s'}",
      #"""
      q.json5:1:21: error: 'visibilityTimeout' is "-5s"; use a duration from "0s" to "12h"
        1 | {visibilityTimeout: '-5s'}
          |                     ^~~~~

      """#),
    Example(
      "{visibilityTimeout: '13h'}",
      #"""
      q.json5:1:21: error: 'visibilityTimeout' is "13h"; use a duration from "0s" to "12h"
        1 | {visibilityTimeout: '13h'}
          |                     ^~~~~

      """#),
    Example(
      "{retention: '0s'}",
      #"""
      q.json5:1:13: error: 'retention' is "0s"; use a duration above zero, up to "36500d"
        1 | {retention: '0s'}
          |             ^~~~

      """#),
    Example(
      "{retention: '99999999999999999999d'}",
      #"""
      q.json5:1:13: error: 'retention' is "99999999999999999999d"; use a duration above zero, up to "36500d"
        1 | {retention: '99999999999999999999d'}
          |             ^~~~~~~~~~~~~~~~~~~~~~~

      """#),
    Example(
      "{window: '40000d'}",
      #"""
      q.json5:1:10: error: 'window' is "40000d"; use a duration from "0s" to "36500d"
        1 | {window: '40000d'}
          |          ^~~~~~~~

      """#),
    Example(
      "{window: '-1s'}",
      #"""
      q.json5:1:10: error: 'window' is "-1s"; use a duration from "0s" to "36500d"
        1 | {window: '-1s'}
          |          ^~~~~

      """#),
    Example(
      "{visibilityTimeout: '5x'}",
      #"""
      q.json5:1:21: error: 'visibilityTimeout' is "5x"; there is no unit 'x', use 'ms', 's', 'm', 'h' or 'd'
        1 | {visibilityTimeout: '5x'}
          |                     ^~~~

      """#),
    Example(
      "{visibilityTimeout: 'soon'}",
      #"""
      q.json5:1:21: error: 'visibilityTimeout' is "soon"; use a duration from "0s" to "12h"
        1 | {visibilityTimeout: 'soon'}
          |                     ^~~~~~

      """#),
    Example(
      "{visibilityTimeout: '1m2h'}",
      #"""
      q.json5:1:21: error: 'visibilityTimeout' is "1m2h"; use a duration from "0s" to "12h"
        1 | {visibilityTimeout: '1m2h'}
          |                     ^~~~~~

      """#),
    Example(
      "{visibilityTimeout: null}",
      #"""
      q.json5:1:21: error: 'visibilityTimeout' is null; leave it out or use a duration from "0s" to "12h"
        1 | {visibilityTimeout: null}
          |                     ^~~~

      """#),
    Example(
      "{visibilityTimeout: Infinity, weight: NaN}",
      #"""
      q.json5:1:21: error: 'visibilityTimeout' is Infinity; use a duration from "0s" to "12h"
        1 | {visibilityTimeout: Infinity, weight: NaN}
          |                     ^~~~~~~~

      q.json5:1:39: error: 'weight' is NaN; use a number from 0 to 1
        1 | {visibilityTimeout: Infinity, weight: NaN}
          |                                       ^~~

      """#),
    Example(
      "{poison: 0.05}",
      #"""
      q.json5:1:10: error: 'poison' is 0.05, without a unit; write "5%"
        1 | {poison: 0.05}
          |          ^~~~

      """#),
    Example(
      "{poison: '101%'}",
      #"""
      q.json5:1:10: error: 'poison' is "101%"; use a share from "0%" to "100%"
        1 | {poison: '101%'}
          |          ^~~~~~

      """#),
    Example(
      "{poison: '5'}",
      #"""
      q.json5:1:10: error: 'poison' is "5", without a unit; write "5%"
        1 | {poison: '5'}
          |          ^~~

      """#),
    Example(
      "{poison: '5 %'}",
      #"""
      q.json5:1:10: error: 'poison' is "5 %"; write "5%"
        1 | {poison: '5 %'}
          |          ^~~~~

      """#),
    Example(
      "{rate: 10}",
      #"""
      q.json5:1:8: error: 'rate' is 10, without a unit; write "10/s"
        1 | {rate: 10}
          |        ^~

      """#),
    Example(
      "{rate: '10/min'}",
      #"""
      q.json5:1:8: error: 'rate' is "10/min"; write "10/m"
        1 | {rate: '10/min'}
          |        ^~~~~~~~

      """#),
    Example(
      "{rate: '-1/s'}",
      #"""
      q.json5:1:8: error: 'rate' is "-1/s"; use a rate from "0/s" to "1000000000/s"
        1 | {rate: '-1/s'}
          |        ^~~~~~

      """#),
    Example(
      "{rate: '10'}",
      #"""
      q.json5:1:8: error: 'rate' is "10", without a unit; write "10/s"
        1 | {rate: '10'}
          |        ^~~~

      """#),
    Example(
      "{rate: '5/x'}",
      #"""
      q.json5:1:8: error: 'rate' is "5/x"; there is no unit '/x', use '/s', '/m', '/h' or '/d'
        1 | {rate: '5/x'}
          |        ^~~~~

      """#),
    Example(
      "{memory: 512}",
      #"""
      q.json5:1:10: error: 'memory' is 512, without a unit; write "512MB"
        1 | {memory: 512}
          |          ^~~

      """#),
    Example(
      "{memory: '1B'}",
      #"""
      q.json5:1:10: error: 'memory' is "1B"; use a size from "128MB" to "10GB"
        1 | {memory: '1B'}
          |          ^~~~

      """#),
    Example(
      "{memory: '512mb'}",
      #"""
      q.json5:1:10: error: 'memory' is "512mb"; write "512MB"
        1 | {memory: '512mb'}
          |          ^~~~~~~

      """#),
    Example(
      "{memory: '1PB'}",
      #"""
      q.json5:1:10: error: 'memory' is "1PB"; there is no unit 'PB', use 'B', 'KB', 'MB' or 'GB'
        1 | {memory: '1PB'}
          |          ^~~~~

      """#),
    Example(
      "{memory: '99999999999GB'}",
      #"""
      q.json5:1:10: error: 'memory' is "99999999999GB"; use a size from "128MB" to "10GB"
        1 | {memory: '99999999999GB'}
          |          ^~~~~~~~~~~~~~~

      """#),
  ]
}
