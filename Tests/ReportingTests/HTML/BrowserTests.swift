import Foundation
import Reporting
import Testing

/// The page as a browser shows it.
@Suite(
  .enabled(if: Browser.path != nil, "no Chromium is installed here (apt-get install chromium)"),
  .serialized)
struct `The page in a browser` {
  @Test func `draws the graphs of a run`() throws {
    let document = try Browser.document(of: Pages.run().text)
    #expect(Self.mark("error", in: document) == nil)
    #expect(try #require(Self.mark("panels", in: document).flatMap { Int($0) }) >= 6)
    #expect(document.contains("class=\"window\""))
    #expect(document.contains(">down</text>"))
  }

  @Test func `draws a day of six variants in less than a second`() throws {
    let page = try Pages.day().text
    var times: [Int] = []
    // Other tests take turns with the browser, so that the best of a few counts.
    for _ in 0..<4 where times.allSatisfy({ $0 >= 1_000 }) {
      let document = try Browser.document(of: page)
      #expect(Self.mark("error", in: document) == nil)
      times.append(try #require(Self.mark("milliseconds", in: document).flatMap { Int($0) }))
    }
    #expect(times.contains { $0 < 1_000 }, "\(times)")
  }

  @Test func `reads its values by keyboard`() throws {
    let keys = """
      <script>
      const graph = document.querySelector(".panels");
      const press = key => graph.dispatchEvent(new KeyboardEvent("keydown", { key }));
      press("ArrowRight");
      press("End");
      press("ArrowLeft");
      </script></body>
      """
    let page = try Pages.run().text.replacing("</body>", with: keys)
    let document = try Browser.document(of: page)
    let reading = "At 1 min: offered 1, attempts at payments 2, completed 0</p>"
    #expect(document.contains(reading))
  }

  @Test func `keeps an attack in its place`() throws {
    let document = try Browser.document(of: Pages.hostile().text)
    #expect(Self.mark("error", in: document) == nil)
    #expect(!document.contains("<title>owned"))
    #expect(!document.contains("<img"))
  }

  /// What the page's script has noted on the document.
  private static func mark(_ name: String, in document: String) -> String? {
    guard let start = document.firstRange(of: "data-\(name)=\"") else { return nil }
    return String(document[start.upperBound...].prefix { $0 != "\"" })
  }
}
