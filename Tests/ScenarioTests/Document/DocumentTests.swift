import Foundation
import Scenario
import Simulation
import Testing

@Suite struct `A scenario document` {
  @Test func `shipped`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Scenarios/coffee-shop")
    for file in try FileManager.default.contentsOfDirectory(atPath: root.path()) {
      let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
      print(file, sentences(text))
    }
  }
}
