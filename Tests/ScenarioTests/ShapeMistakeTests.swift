import Testing

@Suite struct `Mistakes of shape` {
  @Test(arguments: cases)
  func `each says what was found and what is allowed`(example: Example) {
    #expect(findings(example.text) == example.message)
  }

  static let cases = [
    Example(
      "[]",
      #"""
      q.json5:1:1: error: the scenario is a list; use an object in { }
        1 | []
          | ^

      """#),
    Example(
      "{batchSize: 0}",
      #"""
      q.json5:1:13: error: 'batchSize' is 0; use a whole number from 1 to 10
        1 | {batchSize: 0}
          |             ^

      """#),
    Example(
      "{batchSize: 11}",
      #"""
      q.json5:1:13: error: 'batchSize' is 11; use a whole number from 1 to 10
        1 | {batchSize: 11}
          |             ^~

      """#),
    Example(
      "{batchSize: 2.5}",
      #"""
      q.json5:1:13: error: 'batchSize' is 2.5; use a whole number from 1 to 10
        1 | {batchSize: 2.5}
          |             ^~~

      """#),
    Example(
      "{batchSize: '3'}",
      #"""
      q.json5:1:13: error: 'batchSize' is "3", in quotes; write 3
        1 | {batchSize: '3'}
          |             ^~~

      """#),
    Example(
      "{batchSize: 'three'}",
      #"""
      q.json5:1:13: error: 'batchSize' is "three"; use a whole number from 1 to 10
        1 | {batchSize: 'three'}
          |             ^~~~~~~

      """#),
    Example(
      "{batchSize: 1e30}",
      #"""
      q.json5:1:13: error: 'batchSize' is 1e30; use a whole number from 1 to 10
        1 | {batchSize: 1e30}
          |             ^~~~

      """#),
    Example(
      "{weight: 2}",
      #"""
      q.json5:1:10: error: 'weight' is 2; use a number from 0 to 1
        1 | {weight: 2}
          |          ^

      """#),
    Example(
      "{weight: 'x'}",
      #"""
      q.json5:1:10: error: 'weight' is "x"; use a number from 0 to 1
        1 | {weight: 'x'}
          |          ^~~

      """#),
    Example(
      "{encrypted: 'true'}",
      #"""
      q.json5:1:13: error: 'encrypted' is "true", in quotes; write true
        1 | {encrypted: 'true'}
          |             ^~~~~~

      """#),
    Example(
      "{encrypted: 1}",
      #"""
      q.json5:1:13: error: 'encrypted' is 1; use true or false
        1 | {encrypted: 1}
          |             ^

      """#),
    Example(
      "{title: 5}",
      #"""
      q.json5:1:9: error: 'title' is 5, without quotes; write "5"
        1 | {title: 5}
          |         ^

      """#),
    Example(
      "{order: 'fifoo'}",
      #"""
      q.json5:1:9: error: 'order' is "fifoo"; did you mean "fifo"?
        1 | {order: 'fifoo'}
          |         ^~~~~~~

      """#),
    Example(
      "{order: 'xyz'}",
      #"""
      q.json5:1:9: error: 'order' is "xyz"; use "standard", "fifo" or "priority"
        1 | {order: 'xyz'}
          |         ^~~~~

      """#),
    Example(
      "{order: 3}",
      #"""
      q.json5:1:9: error: 'order' is 3; use "standard", "fifo" or "priority"
        1 | {order: 3}
          |         ^

      """#),
    Example(
      "{redrivePolicy: {}}",
      #"""
      q.json5:1:17: error: 'deadLetterQueue' is missing; add the name of an sqs-queue
        1 | {redrivePolicy: {}}
          |                 ^
        at redrivePolicy

      """#),
    Example(
      "{redrivePolicy: {deadLetterQueue: 'a', maxReceiveCount: 0}}",
      #"""
      q.json5:1:57: error: 'maxReceiveCount' is 0; use a whole number from 1 to 1000
        1 | {redrivePolicy: {deadLetterQueue: 'a', maxReceiveCount: 0}}
          |                                                         ^
        at redrivePolicy

      """#),
    Example(
      "{redrivePolicy: {deadLetterQueu: 'a'}}",
      #"""
      q.json5:1:18: error: unknown key 'deadLetterQueu'; did you mean 'deadLetterQueue'?
        1 | {redrivePolicy: {deadLetterQueu: 'a'}}
          |                  ^~~~~~~~~~~~~~
        at redrivePolicy

      """#),
    Example(
      "{redrivePolicy: 'x'}",
      #"""
      q.json5:1:17: error: 'redrivePolicy' is "x"; use an object in { }
        1 | {redrivePolicy: 'x'}
          |                 ^~~

      """#),
    Example(
      "{tags: 'a'}",
      #"""
      q.json5:1:8: error: 'tags' is "a"; use a list in [ ]
        1 | {tags: 'a'}
          |        ^~~

      """#),
    Example(
      "{tags: ['a','b','c','d']}",
      #"""
      q.json5:1:8: error: 'tags' has 4 elements; use 0 to 3
        1 | {tags: ['a','b','c','d']}
          |        ^

      """#),
    Example(
      "{tags: ['a', 1]}",
      #"""
      q.json5:1:14: error: 'tags[1]' is 1, without quotes; write "1"
        1 | {tags: ['a', 1]}
          |              ^

      """#),
    Example(
      "{handler: [{}]}",
      #"""
      q.json5:1:12: error: 'handler[0]' needs one of the keys 'call' or 'put'
        1 | {handler: [{}]}
          |            ^

      """#),
    Example(
      "{handler: [{cal: 'x'}]}",
      #"""
      q.json5:1:13: error: unknown key 'cal'; did you mean 'call'?
        1 | {handler: [{cal: 'x'}]}
          |             ^~~

      """#),
    Example(
      "{handler: [{call: 'x', put: 'y'}]}",
      #"""
      q.json5:1:12: error: 'handler[0]' has 'call' and 'put'; keep one of them
        1 | {handler: [{call: 'x', put: 'y'}]}
          |            ^

      """#),
    Example(
      "{handler: [{call: 'x', tiemout: '1s'}]}",
      #"""
      q.json5:1:24: error: unknown key 'tiemout'; did you mean 'timeout'?
        1 | {handler: [{call: 'x', tiemout: '1s'}]}
          |                        ^~~~~~~
        at handler[0]

      """#),
    Example(
      "{handler: [3]}",
      #"""
      q.json5:1:12: error: 'handler[0]' is 3; use an object with one of 'call' or 'put'
        1 | {handler: [3]}
          |            ^

      """#),
    Example(
      "{after: 3, over: 'a', start: 5}",
      #"""
      q.json5:1:9: error: 'after' is 3, without quotes; write "3"
        1 | {after: 3, over: 'a', start: 5}
          |         ^

      q.json5:1:18: error: 'over' is "a"; use a link such as "orders -> process-order"
        1 | {after: 3, over: 'a', start: 5}
          |                  ^~~

      q.json5:1:30: error: 'start' is 5, without a unit; write "5s"
        1 | {after: 3, over: 'a', start: 5}
          |                              ^

      """#),
    Example(
      "{limits: {'': 1, b: 'x'}}",
      #"""
      q.json5:1:11: error: a name may not be empty
        1 | {limits: {'': 1, b: 'x'}}
          |           ^~
        at limits

      q.json5:1:21: error: 'b' is "x"; use a whole number of at least 0
        1 | {limits: {'': 1, b: 'x'}}
          |                     ^~~
        at limits

      """#),
    Example(
      "{visibility_timeout: '30s'}",
      #"""
      q.json5:1:2: error: unknown key 'visibility_timeout'; did you mean 'visibilityTimeout'?
        1 | {visibility_timeout: '30s'}
          |  ^~~~~~~~~~~~~~~~~~

      """#),
    Example(
      "{redrivePolicy: {deadLetterQueue: 'a', foo: 1}}",
      #"""
      q.json5:1:40: error: unknown key 'foo'; use 'deadLetterQueue' or 'maxReceiveCount'
        1 | {redrivePolicy: {deadLetterQueue: 'a', foo: 1}}
          |                                        ^~~
        at redrivePolicy

      """#),
  ]
}
