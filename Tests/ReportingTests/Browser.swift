import Foundation

/// A Chromium on this machine that shows a page without a window.
struct Browser {
  private static let names = ["chromium", "chromium-browser", "google-chrome", "chrome"]

  /// Where the browser is; `nil` where none is installed.
  static let path: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    let paths = names.flatMap { name in folders.map { "\($0)/\(name)" } }
    return paths.first(where: FileManager.default.isExecutableFile)
  }()

  /// Opens a page and gives the document as the page's script has made it.
  static func document(of html: String) throws -> String {
    let folder = try TemporaryDirectory()
    let file = folder.path + "/report.html"
    try html.write(toFile: file, atomically: false, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "/usr/bin/chromium")
    process.arguments = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900",
      "--user-data-dir=" + folder.path + "/profile", "--dump-dom", "file://" + file,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    withExtendedLifetime(folder) {}
    return String(decoding: said, as: UTF8.self)
  }
}
