import Foundation
import Simulation
import Testing

/// The program killed outright (`kill -9`) over earlier results, at moments drawn from a seed.
@Suite struct `A program that is killed` {
  @Test(arguments: [
    ["run", "orders.json5", "--messages"],
    ["compare", "orders.json5", "--replications", "2"],
  ])
  func `leaves each file as it was or as it was to be`(command: [String]) throws {
    let faultline = try Faultline()
    try faultline.write(Self.orders, to: "orders.json5")
    let call = command + ["--quiet", "--output", "out", "--seed"]
    let versions = try ["1", "2"].map { try Self.results(of: call + [$0], faultline) }
    let names = try #require(versions.first?.keys.sorted())
    #expect(names.count == 4)

    var moments = RandomStream(seed: 322, replication: 0, component: "kill -9", purpose: "moments")
    var leftBehind = 0
    for attempt in 0..<20 {
      let running = try faultline.start(call + [attempt.isMultiple(of: 2) ? "1" : "2"])
      // Some at any moment, most while files are being written.
      if attempt < 14 { Self.wait(for: running, toWriteIn: faultline) }
      usleep(UInt32(moments.below(attempt < 14 ? 8_000 : 300_000)))
      running.signal(SIGKILL)
      _ = try running.ending()
      for name in names {
        let found = try #require(faultline.text(of: name), "\(name) is gone")
        #expect(versions.contains { $0[name] == found }, "\(name) is neither old nor new")
      }
      let others = Set(faultline.files).subtracting(names + ["orders.json5"])
      #expect(others.allSatisfy { $0.contains("/.") }, "\(others) look like results")
      leftBehind += others.count
    }
    #expect(leftBehind > 0, "nothing was ever killed in the middle of a file")

    #expect(try Self.results(of: call + ["2"], faultline) == versions[1])
    #expect(faultline.files == ["orders.json5"] + names)
  }

  /// The files that a complete run of the program leaves.
  private static func results(
    of call: [String], _ faultline: Faultline
  ) throws -> [String: String] {
    #expect(try faultline.start(call).ending().code == 0)
    let names = faultline.files.filter { $0.hasPrefix("out/") }
    return Dictionary(uniqueKeysWithValues: names.map { ($0, faultline.text(of: $0) ?? "") })
  }

  /// Waits until a file is begun, or the program is over.
  private static func wait(for running: Running, toWriteIn faultline: Faultline) {
    let before = Set(faultline.files)
    while running.isRunning, Set(faultline.files).isSubset(of: before) { usleep(200) }
  }

  private static let orders = """
    {
      duration: "10m", period: "10s",
      components: {
        orders: { type: "sqs-queue" },
        serve: {
          type: "lambda-function", eventSource: { queue: "orders" },
          handler: [{ call: "payments", effect: "charge" }],
        },
        payments: { type: "dependency", latency: "100ms" },
      },
      producers: { guests: { target: "orders", arrivals: { poisson: "5/s" } } },
      variants: { slow: { components: { payments: { latency: "1s" } } } },
    }
    """
}
