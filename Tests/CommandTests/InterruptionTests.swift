import Foundation
import Testing

/// Control-C and its like in the middle of a run.
@Suite struct `Interrupted runs` {
  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func `write what was finished and say who stopped them`(
    signal: Int32, code: Int32
  ) throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.endless, to: "endless.json5")
    let running = try faultline.start(
      "run", "endless.json5", "--output", "out", "--charts", "none")
    try waitUntilAtWork(running, faultline)
    running.signal(signal)
    let ending = try running.ending()
    #expect(ending.code == code)
    #expect(ending.output.contains("interrupted after "))
    #expect(ending.errors == "wrote out: metrics.csv, summary.csv, report.html\n")
    #expect(
      faultline.files == [
        "endless.json5", "out/metrics.csv", "out/report.html", "out/summary.csv",
      ])
    for file in ["out/metrics.csv", "out/summary.csv"] {
      #expect(faultline.text(of: file)?.hasSuffix("\n") == true)
    }
  }

  @Test func `that are killed leave earlier results as they are`() throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.endless, to: "endless.json5")
    try FileManager.default.createDirectory(
      at: faultline.folder.appendingPathComponent("out"), withIntermediateDirectories: true)
    try faultline.write("before\n", to: "out/metrics.csv")
    let running = try faultline.start("run", "endless.json5", "--output", "out", "--quiet")
    try waitUntilAtWork(running, faultline)
    running.signal(SIGKILL)
    #expect(try running.ending().code == 128 + SIGKILL)
    #expect(faultline.text(of: "out/metrics.csv") == "before\n")
    #expect(faultline.files == ["endless.json5", "out/metrics.csv"])
  }

  @Test(arguments: [
    (["explain", "--replications", "100000"], " of 100000 replications of each way were finished"),
    (["search", "--runs", "1000000", "--no-files"], " of 1,000,000 schedules were tried"),
  ])
  func `of many say what was done and what was not`(words: [String], sentence: String) throws {
    let faultline = try Faultline()
    try faultline.write(Scenarios.calm, to: "calm.json5")
    let running = try faultline.start(
      words[0], ["calm.json5", "--width", "200"] + words.dropFirst())
    usleep(3_000_000)
    running.signal(SIGINT)
    let ending = try running.ending()
    #expect(ending.code == 130, "\(ending)")
    #expect(ending.output.contains("\ninterrupted: "), "\(ending)")
    #expect(ending.output.contains(sentence), "\(ending)")
    #expect(!ending.output.contains("time was up"))
  }

  /// Waits until the output directory is there, which is made just before the run begins.
  private func waitUntilAtWork(_ running: Running, _ faultline: Faultline) throws {
    let directory = faultline.folder.appendingPathComponent("out").path
    let deadline = Date(timeIntervalSinceNow: 30)
    while !FileManager.default.fileExists(atPath: directory), running.isRunning, Date() < deadline {
      usleep(2_000)
    }
    usleep(100_000)
  }
}
