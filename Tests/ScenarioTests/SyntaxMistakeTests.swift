import Testing

@Suite struct `Mistakes of syntax` {
  @Test(arguments: cases)
  func `each is shown with its place, its text and its fix`(example: Example) {
    #expect(findings(example.text) == example.message)
  }

  static let cases = [
    Example(
      "",
      #"""
      q.json5:1:1: error: the file is empty; 'faultline init' writes a scenario to start from
        1 |
          | ^

      """#),
    Example(
      "  // x\n",
      #"""
      q.json5:1:1: error: the file has no value in it; 'faultline init' writes a scenario to start from
        1 |   // x
          | ^

      """#),
    Example(
      "{",
      #"""
      q.json5:1:2: error: the object that begins at 1:1 is not closed; add '}'
        1 | {
          |  ^

      """#),
    Example(
      "[1,2",
      #"""
      q.json5:1:5: error: the list that begins at 1:1 is not closed; add ']'
        1 | [1,2
          |     ^

      """#),
    Example(
      "{title: [1}",
      #"""
      q.json5:1:11: error: the list that begins at 1:9 needs ']' before this '}'
        1 | {title: [1}
          |           ^
        at title

      """#),
    Example(
      "{title: 'a']",
      #"""
      q.json5:1:12: error: the object that begins at 1:1 needs '}' before this ']'
        1 | {title: 'a']
          |            ^

      """#),
    Example(
      "{title 'a'}",
      #"""
      q.json5:1:8: error: ':' is missing after 'title'
        1 | {title 'a'}
          |        ^

      """#),
    Example(
      "{title='a'}",
      #"""
      q.json5:1:7: error: '=' stands after 'title'; write ':'
        1 | {title='a'}
          |       ^

      """#),
    Example(
      "{batchSize: 1 title: 'b'}",
      #"""
      q.json5:1:14: error: ',' is missing after the value of 'batchSize'
        1 | {batchSize: 1 title: 'b'}
          |              ^

      """#),
    Example(
      "{batchSize: 1; title: 'b'}",
      #"""
      q.json5:1:14: error: ';' stands after a value; write ','
        1 | {batchSize: 1; title: 'b'}
          |              ^

      """#),
    Example(
      "{tags: ['a' 'b']}",
      #"""
      q.json5:1:12: error: ',' is missing after this element
        1 | {tags: ['a' 'b']}
          |            ^
        at tags

      """#),
    Example(
      "{,}",
      #"""
      q.json5:1:2: error: there is nothing before this comma; take it out
        1 | {,}
          |  ^

      """#),
    Example(
      "{tags: ['a',,'b']}",
      #"""
      q.json5:1:13: error: there is nothing before this comma; take it out
        1 | {tags: ['a',,'b']}
          |             ^
        at tags

      """#),
    Example(
      "{title: }",
      #"""
      q.json5:1:2: error: 'title' has no value
        1 | {title: }
          |  ^~~~~

      """#),
    Example(
      "{title}",
      #"""
      q.json5:1:2: error: 'title' has no value
        1 | {title}
          |  ^~~~~

      """#),
    Example(
      "{redrivePolicy: {deadLetterQueue: }}",
      #"""
      q.json5:1:18: error: 'deadLetterQueue' has no value
        1 | {redrivePolicy: {deadLetterQueue: }}
          |                  ^~~~~~~~~~~~~~~
        at redrivePolicy

      """#),
    Example(
      "{title: hello world, order: fifo}",
      #"""
      q.json5:1:9: error: a text needs quotes; write "hello world"
        1 | {title: hello world, order: fifo}
          |         ^~~~~~~~~~~
        at title

      q.json5:1:29: error: a text needs quotes; write "fifo"
        1 | {title: hello world, order: fifo}
          |                             ^~~~
        at order

      """#),
    Example(
      "{batch-size: 1}",
      #"""
      q.json5:1:2: error: this key needs quotes; write "batch-size"
        1 | {batch-size: 1}
          |  ^~~~~~~~~~

      q.json5:1:2: error: unknown key 'batch-size'; did you mean 'batchSize'?
        1 | {batch-size: 1}
          |  ^~~~~~~~~~

      """#),
    Example(
      "{batchSize: 007}",
      #"""
      q.json5:1:13: error: a number has no leading zeros; write 7
        1 | {batchSize: 007}
          |             ^~~
        at batchSize

      """#),
    Example(
      "{title: 'don't'}",
      #"""
      q.json5:1:14: error: the text ends before this; write '\'' for a quote mark inside it
        1 | {title: 'don't'}
          |              ^
        at title

      """#),
    Example(
      "{title: 'abc,\n order: \"fifo\"}",
      #"""
      q.json5:1:9: error: the text has no closing quote mark
        1 | {title: 'abc,
          |         ^~~~~
        at title

      """#),
    Example(
      "{title: 'abc",
      #"""
      q.json5:1:9: error: the text has no closing quote mark
        1 | {title: 'abc
          |         ^~~~
        at title

      """#),
    Example(
      "/* abc",
      #"""
      q.json5:1:1: error: the comment has no end; close it with '*/'
        1 | /* abc
          | ^~

      """#),
    Example(
      "{title: '\\x4', order: '\\1\\ud800'}",
      #"""
      q.json5:1:10: error: '\x' needs 2 hexadecimal digits
        1 | {title: '\x4', order: '\1\ud800'}
          |          ^~~
        at title

      q.json5:1:24: error: '\1' is no escape; write '\\' for a backslash
        1 | {title: '\x4', order: '\1\ud800'}
          |                        ^~
        at order

      q.json5:1:26: error: half of a surrogate pair is no character; write both halves
        1 | {title: '\x4', order: '\1\ud800'}
          |                          ^~~~~~
        at order

      """#),
    Example(
      "{title: 'a',\n title: 'b'}",
      #"""
      q.json5:2:2: error: 'title' stands here a second time; the first is at 1:2
        2 |  title: 'b'}
          |  ^~~~~

      """#),
    Example(
      "{} x",
      #"""
      q.json5:1:4: error: nothing may follow the scenario
        1 | {} x
          |    ^

      """#),
    Example(
      "# c\n{}",
      #"""
      q.json5:1:1: error: '#' begins no comment; write '//'
        1 | # c
          | ^

      """#),
    Example(
      "{encrypted: True}",
      #"""
      q.json5:1:13: error: 'True' is no word of JSON5; write true
        1 | {encrypted: True}
          |             ^~~~
        at encrypted

      """#),
    Example(
      "{visibilityTimeout: 5m}",
      #"""
      q.json5:1:21: error: a text needs quotes; write "5m"
        1 | {visibilityTimeout: 5m}
          |                     ^~
        at visibilityTimeout

      """#),
    Example(
      "{visibilityTimeout: 5 m, batchSize: 30}",
      #"""
      q.json5:1:21: error: a text needs quotes; write "5m"
        1 | {visibilityTimeout: 5 m, batchSize: 30}
          |                     ^~~
        at visibilityTimeout

      q.json5:1:37: error: 'batchSize' is 30; use a whole number from 1 to 10
        1 | {visibilityTimeout: 5 m, batchSize: 30}
          |                                     ^~

      """#),
    Example(
      "@",
      #"""
      q.json5:1:1: error: a scenario begins with '{', not with '@'
        1 | @
          | ^

      """#),
    Example(
      "{title: )}",
      #"""
      q.json5:1:9: error: a value is expected here, not ')'
        1 | {title: )}
          |         ^
        at title

      """#),
    Example(
      "{title:",
      #"""
      q.json5:1:8: error: the file ends where a value is expected
        1 | {title:
          |        ^
        at title

      """#),
    Example(
      "{[1]: 2}",
      #"""
      q.json5:1:2: error: a key is expected here, not '['
        1 | {[1]: 2}
          |  ^

      """#),
    Example(
      "\u{1B}[31m",
      #"""
      q.json5:1:1: error: a scenario begins with '{', not with '�'
        1 | �[31m
          | ^

      """#),
    Example(
      "{title: 'a', \"a\u{1B}\": 1}",
      #"""
      q.json5:1:14: error: unknown key 'a�'; use 'visibilityTimeout', 'retention', 'batchSize', 'weight', 'poison', 'rate', 'memory', 'encrypted', 'title', 'order', 'redrivePolicy', 'latency', 'messageSize', 'tags', 'handler', 'body', 'after', 'over', 'start', 'limits' or 'window'
        1 | {title: 'a', "a�": 1}
          |              ^~~~

      """#),
  ]
}
