import Foundation
import Testing

/// Every scenario that ships keeps to its expectations, and its files are those that ship with it.
@Suite struct `Shipped scenarios` {
  /// The paths of the scenarios from the top of the repository.
  static let paths: [String] = {
    let folder = Repository.root.appending(path: "Scenarios")
    let found = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (found ?? []).filter { $0.hasSuffix(".json5") }.sorted().map { "Scenarios/\($0)" }
  }()

  @Test(arguments: paths)
  func `write the files that ship with them, byte for byte`(path: String) throws {
    let faultline = try Faultline.besideScenarios()
    let ending = try faultline.run("run", path, "--output", "files", "--no-html", "--quiet")
    #expect(ending.code == 0, "\(path): \(ending.errors)")

    let name = String(path.dropFirst("Scenarios/".count).dropLast(".json5".count))
    let shipped = try Self.files(in: Repository.root.appending(path: "Reports/\(name)"))
    let written = try Self.files(in: faultline.folder.appending(path: "files"))
    #expect(written.keys.sorted() == shipped.keys.sorted())
    for (file, contents) in written where shipped[file] != contents {
      Issue.record("\(name)/\(file) differs; 'faultline run \(path)' writes the one that is right")
    }
  }

  @Test func `are all there is in the reports`() throws {
    let reports = Repository.root.appending(path: "Reports")
    let found = FileManager.default.enumerator(atPath: reports.path)?.compactMap { $0 as? String }
    let folders = Set(
      (found ?? []).filter { $0.hasSuffix(".csv") }.map {
        "Scenarios/" + ($0 as NSString).deletingLastPathComponent + ".json5"
      })
    #expect(folders.sorted() == Self.paths)
  }

  private static func files(in folder: URL) throws -> [String: Data] {
    // The pages are made anew by whoever wants to look at them.
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0 != "report.html" }
    return try names.reduce(into: [:]) { files, name in
      files[name] = try Data(contentsOf: folder.appending(path: name))
    }
  }
}
