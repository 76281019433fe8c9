internal import Simulation

/// A file of cases, one JSON object a line, answered one after the other.
package struct MatchCases {
  private static let largestFile = 1 << 30

  private let path: String
  private let bytes: [UInt8]

  /// Reads a file.
  package init(reading path: String) throws(InputError) {
    self.path = path
    bytes = try InputFile.bytes(of: path, limit: Self.largestFile)
    if bytes.count > Self.largestFile { throw InputError(path: path, code: InputError.tooLarge) }
  }

  /// Prints an answer for each line; a line that is no case is told of, and left out.
  ///
  /// - Returns: Whether each line was a case. Blank lines do not count.
  package func answer() throws(OutputError) -> ExitCode {
    let output = StandardStream(.output)
    var search = MatchSearch()
    var code = ExitCode.success
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }) { continue }
      do throws(MatchCase.Mistake) {
        let matchCase = try MatchCase(line: Array(line))
        let answer = matchCase.answer(using: &search)
        output.write("{\"id\": \(matchCase.id), \"result\": \(answer.json)}\n")
      } catch {
        StandardStream.note("error: \(CellText.printable(path)):\(number): \(error)\n")
        code = .invalidScenario
      }
    }
    try output.flush()
    return code
  }
}
