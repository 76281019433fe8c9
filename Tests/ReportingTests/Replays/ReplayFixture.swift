import Reporting
import Simulation

/// Replays written in few words.
enum Replay {
  /// The lines that requests give, without their numbers, each at the time before its colon.
  ///
  /// A request is `"3: receive 10 wait=5"` or whatever else `request(_:)` knows.
  static func lines(_ queues: String, _ requests: [String]) throws -> [String] {
    let ops = requests.map(request).joined(separator: ",")
    let document = try JSONReader.read("{\"queues\": {\(queues)}, \"ops\": [\(ops)]}")
    return try QueueTrace(document).replies().enumerated().map { number, reply in
      let line = reply.line(ofRequest: number)
      return String(line.dropFirst("{\"op\": \(number), ".count).dropLast("}\n".count))
    }
  }

  /// A request as JSON: `at: operation members`, where the queue is `q` unless it is said.
  private static func request(_ text: String) -> String {
    let parts = text.split(separator: " ", maxSplits: 2).map(String.init)
    let members = parts.count > 2 ? ", " + parts[2] : ""
    let queue = members.contains("\"queue\"") ? "" : ", \"queue\": \"q\""
    return "{\"at\": \(parts[0].dropLast()), \"op\": \"\(parts[1])\"\(queue)\(members)}"
  }

  /// What a receive gives: bodies with a receive count, and when it returns if later.
  static func received(_ messages: String, returnsAt: String? = nil, group: String? = nil) -> String
  {
    let list = messages.split(separator: " ").map { message in
      let parts = message.split(separator: ":")
      let groupMember = group.map { ", \"groupId\": \"\($0)\"" } ?? ""
      return "{\"body\": \"\(parts[0])\", \"receiveCount\": \(parts[1])\(groupMember)}"
    }
    let end = returnsAt.map { ", \"returnsAt\": \($0)" } ?? ""
    return "\"messages\": [\(list.joined(separator: ", "))]\(end)"
  }

  static let done = "\"ok\": true"
  static func refused(_ code: String) -> String { "\"error\": \"\(code)\"" }
  static func counts(_ visible: Int, _ notVisible: Int, _ delayed: Int) -> String {
    "\"visible\": \(visible), \"notVisible\": \(notVisible), \"delayed\": \(delayed)"
  }
}
