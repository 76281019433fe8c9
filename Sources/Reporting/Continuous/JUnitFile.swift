internal import Experiment
internal import Scenario

/// A file in the form of JUnit's reports, which build servers read: a test case for each expectation.
///
/// There is no standard but what Ant's `junitreport` wrote; what stands here is what all readers know
/// (https://llg.cubic.org/docs/junit/). An expectation of which the runs cannot tell is a `failure`, too,
/// of the type `inconclusive`: an `error` is what breaks a test, a `skipped` test lets a build pass, and
/// the exit code does neither. Times are left out, so that the same results give the same bytes.
package struct JUnitFile: Sendable {
  private let name: String
  private let cases: [JudgedExpectation]

  /// A suite of expectations.
  ///
  /// - Parameter name: What the suite is called: the scenario's title or file.
  package init(_ name: String, _ cases: [JudgedExpectation]) {
    self.name = name
    self.cases = cases
  }

  /// The document.
  package var text: String {
    let failures = cases.count { $0.result != .pass }
    let tallies = "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\""
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites \(tallies)>\n"
    text += "  <testsuite name=\"\(name.inXML)\" \(tallies)>\n"
    for test in cases { text += element(of: test) }
    return text + "  </testsuite>\n</testsuites>\n"
  }

  private func element(of test: JudgedExpectation) -> String {
    let className = test.variant.isEmpty ? test.file : test.variant
    let start =
      "    <testcase classname=\"\(className.inXML)\" name=\"\(test.text.inXML)\" "
      + "file=\"\(test.file.inXML)\""
    let line = test.place.map { " line=\"\($0.line)\"" } ?? ""
    let type: String
    switch test.result {
    case .pass: return start + line + "/>\n"
    case .fail: type = "failed"
    case .inconclusive: type = "inconclusive"
    }
    return start + line + ">\n"
      + "      <failure type=\"\(type)\" message=\"\(test.observation.inXML)\"/>\n    </testcase>\n"
  }

  /// Writes the document to a file; what stood there before stays on an error.
  package func write(to path: String) throws(OutputError) {
    let file = try OutputFile(path)
    file.write(text)
    try file.commit()
  }
}

extension String {
  /// The text between the quotes of an attribute; signs that XML 1.0 cannot hold become `U+FFFD`.
  fileprivate var inXML: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\n", "\r", "\t": text += "&#\(scalar.value);"
      case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
