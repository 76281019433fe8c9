/// The colours of a page, in light and in dark.
///
/// The lines' hues are those of Okabe and Ito's set for the colour-blind (*Color Universal Design*,
/// 2008), darkened for a light page and lightened for a dark one until each has a contrast of at
/// least 4.5 to its ground (WCAG 2.2, 1.4.3). No colour stands alone: lines differ in their dashes,
/// bars in their hatching, verdicts in their marks.
package struct PagePalette: Hashable, Sendable {
  /// The ground of the page, and that of what lies on it.
  package let page, sheet: String
  /// Words, lesser words, and the lines of tables and axes.
  package let ink, faint, rule: String
  /// The colours of a graph's lines, the first one first.
  package let lines: [String]
  /// What is good, bad, and to be looked at; faults have the colour of what is bad.
  package let good, bad, warning: String
  /// What can be followed or pressed.
  package let link: String

  /// For daylight and paper.
  package static let light = PagePalette(
    page: "#f4f5f7", sheet: "#ffffff", ink: "#1b2129", faint: "#56616e", rule: "#d7dce2",
    lines: ["#0068a8", "#b04600", "#00765a", "#96407a"], good: "#0b6b45", bad: "#b3261e",
    warning: "#7d5300", link: "#0b57a4")
  /// For the night.
  package static let dark = PagePalette(
    page: "#0f1317", sheet: "#171c22", ink: "#e7eaee", faint: "#a2acb8", rule: "#313a45",
    lines: ["#56b4e9", "#f09d4c", "#3bc99c", "#e59bc6"], good: "#5cd19b", bad: "#ff9a8f",
    warning: "#efc162", link: "#84c0f7")

  /// The variables of both palettes as a style sheet; paper is always light.
  static var text: String {
    ":root{\(light.variables)}\n"
      + "@media screen and (prefers-color-scheme:dark){:root{\(dark.variables)}}\n"
  }

  private var variables: String {
    let named = [
      ("page", page), ("sheet", sheet), ("ink", ink), ("faint", faint), ("rule", rule),
      ("good", good), ("bad", bad), ("warning", warning), ("link", link),
    ]
    let numbered = lines.enumerated().map { ("line-\($0.offset)", $0.element) }
    return (named + numbered).map { "--\($0.0):\($0.1)" }.joined(separator: ";")
  }
}
