import Foundation
import Reporting
import Testing

/// The reference pages are the program's own words.
@Suite struct `The reference` {
  @Test(arguments: ReferencePage.allCases)
  func `is in the documentation as the program prints it`(page: ReferencePage) throws {
    let printed = try Faultline().run("reference", page.rawValue)
    #expect(printed.code == 0 && printed.errors == "")
    let kept = Repository.root.appending(path: "Sources/Faultline.docc/\(page.fileName)")
    let isSame = try String(contentsOf: kept, encoding: .utf8) == printed.output
    #expect(isSame, "run 'faultline reference --output Sources/Faultline.docc'")
  }

  @Test func `is written into a directory, a file for each page`() throws {
    let faultline = try Faultline()
    let ending = try faultline.run("reference", "--output", "pages")
    #expect(ending.code == 0 && ending.output == "")
    #expect(faultline.files == ReferencePage.allCases.map { "pages/\($0.fileName)" }.sorted())
    let faults = try faultline.run("reference", "faults").output
    #expect(faultline.text(of: "pages/FaultReference.md") == faults)
  }

  @Test func `has all pages one after the other, unless one is named`() throws {
    let faultline = try Faultline()
    let pages = try ReferencePage.allCases.map {
      try faultline.run("reference", $0.rawValue).output
    }
    #expect(try faultline.run("reference").output == pages.joined(separator: "\n"))
  }

  @Test func `says which pages there are`() throws {
    let ending = try Faultline().run("reference", "fault")
    #expect(ending.code == ExitCode.usage.rawValue)
    #expect(
      ending.errors.hasPrefix(
        "error: there is no page 'fault' in the reference; did you mean 'faults'?"))
  }
}
