import Reporting
import Testing

@Suite struct `Text in HTML` {
  @Test(arguments: [
    ("", ""), ("plain", "plain"), ("a < b > c", "a &lt; b &gt; c"),
    ("\"quoted\" & 'quoted'", "&quot;quoted&quot; &amp; &#39;quoted&#39;"),
    ("</script><!--", "&lt;/script&gt;&lt;!--"), ("é 🍰\n\t", "é 🍰\n\t"),
    ("\u{0}\u{1B}\u{7F}\u{85}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
  ])
  func `is what a reader sees, never markup`(text: String, expected: String) {
    #expect(HTMLText.escaped(text) == expected)
  }

  @Test func `stands in elements and attributes that are closed`() {
    var html = HTMLText()
    html.element("p", ["title": "a\"b", "class": "x"]) { html in
      html.text("1 < 2")
      html.element("br")
      html.element("b", text: "&")
    }
    #expect(
      html.written == "<p title=\"a&quot;b\" class=\"x\">1 &lt; 2<br><b>&amp;</b></p>")
  }
}
