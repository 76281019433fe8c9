import Reporting
import Testing

@Suite struct `JSON output` {
  @Test func `members stand in the order in which they are written`() {
    let text = JSONText.document { json in
      json.member("seed", UInt64.max)
      json.member("title", "a \"b\" \\ \n\t\u{1} é")
      json.member("holds", true)
      json.member("mean", 0.1)
      json.member("count", 3)
      json.member("missing", Double?.none)
      json.member("infinite", Double.infinity)
      json.key("empty")
      json.object { _ in }
      json.key("rows")
      json.array { json in
        for row in 0..<2 {
          json.element()
          json.object(compact: true) { json in
            json.member("row", row)
            json.key("values")
            json.array { json in
              for value in 0..<row * 2 {
                json.element()
                json.value(value)
              }
            }
          }
        }
      }
      json.key("none")
      json.array { _ in }
    }
    #expect(
      text == #"""
        {
          "seed": 18446744073709551615,
          "title": "a \"b\" \\ \n\t\u0001 é",
          "holds": true,
          "mean": 0.1,
          "count": 3,
          "missing": null,
          "infinite": null,
          "empty": {},
          "rows": [
            {"row": 0, "values": []},
            {"row": 1, "values": [0, 1]}
          ],
          "none": []
        }

        """#)
  }
}
