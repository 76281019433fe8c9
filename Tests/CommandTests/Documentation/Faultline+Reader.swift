import Foundation

extension Faultline {
  /// The program in a folder that has the scenarios that ship, as a clone of the repository has.
  static func besideScenarios() throws -> Faultline {
    let faultline = try Faultline()
    try FileManager.default.createSymbolicLink(
      at: faultline.folder.appending(path: "Scenarios"),
      withDestinationURL: Repository.root.appending(path: "Scenarios"))
    return faultline
  }

  /// Runs a line of a page as its reader would, who has installed the program.
  func read(_ line: String) throws -> Ending {
    try shell("PATH=\"${faultline%/*}:$PATH\"; \(line)")
  }
}
