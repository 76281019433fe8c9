import Reporting
import Testing

@Suite struct `The page of a report` {
  @Test func `opens with the verdict and has what repeats the run`() throws {
    let page = try Pages.run().text
    let words = [
      "<h1>Two orders, one of them in an outage</h1>",
      "<section class=\"verdict bad\" id=\"verdict\"><h2>1 of 3 expectations failed</h2>",
      "<li>messages.completed == 2 failed: it is 1</li>",
      "<h2>What became of the messages</h2>", "<td class=\"fail\">✗ failed</td>",
      "<td class=\"inconclusive\">? open</td>", "<h2>Graphs</h2>", "<h2>Components</h2>",
      "<td class=\"\">1 min to 2 min</td>",
      "<code>faultline run two.json5 --seed 1</code>",
    ]
    var rest = page[...]
    for word in words {
      let place = rest.firstRange(of: word)
      #expect(place != nil, "\(word) is not in its place")
      if let place { rest = rest[place.upperBound...] }
    }
  }

  @Test func `needs nothing from anywhere`() throws {
    for page in [try Pages.run().text, try Pages.comparison().text] {
      for word in ["src=", "<link", "@import", "url(http", "fetch(", "XMLHttpRequest", "href=\"h"] {
        #expect(!page.contains(word), "\(word)")
      }
      // The name of SVG's elements is an address that nobody visits.
      #expect(page.split(separator: "://").count == 2)
    }
  }

  @Test func `is the same every time`() throws {
    #expect(try Pages.run().text == Pages.run().text)
    #expect(try Pages.comparison().text == Pages.comparison().text)
  }

  @Test func `holds variants against the baseline, with intervals`() throws {
    let page = try Pages.comparison().text
    for word in [
      "<h2>The variants compared</h2>", "<small>baseline", "3 replications of each",
      "<th scope=\"col\">dead-letter queue</th>", "<td class=\"alike\">", "<small>± ",
      "&#39;no dead-letter queue&#39; differs from &#39;dead-letter queue&#39; in",
      "left out",
    ] {
      #expect(page.contains(word), "\(word)")
    }
  }

  @Test func `takes nothing from a scenario for markup`() throws {
    let page = try Pages.hostile().text
    #expect(page.contains("owned"))
    // The data, and the script that draws it.
    #expect(page.split(separator: "<script").count == 3)
    #expect(page.split(separator: "</script>").count == 3)
    for word in ["<img", "<!--", "<script>document"] {
      #expect(!page.contains(word), "\(word)")
    }
  }

  @Test func `has less than two megabytes of a day by the minute, six times over`() throws {
    let size = try Pages.day().text.utf8.count
    #expect(size < 2_000_000)
    #expect(size > 100_000)
  }
}
