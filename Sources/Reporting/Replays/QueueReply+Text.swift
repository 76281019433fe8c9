package import Simulation

extension QueueReply {
  /// The reply as a line of JSON.
  ///
  /// - Parameters:
  ///   - number: The request's place in the trace.
  ///   - trace: The trace's own name, where there are several.
  package func line(ofRequest number: Int, in trace: JSONValue? = nil) -> String {
    var json = JSONText()
    json.object(compact: true) { json in
      if let trace {
        json.key("id")
        json.value(trace)
      }
      json.member("op", number)
      write(to: &json)
    }
    return json.text + "\n"
  }

  private func write(to json: inout JSONText) {
    switch self {
    case .done: json.member("ok", true)
    case .doneExcept(let failures):
      json.member("ok", true)
      json.array("failed", failures) { json, failure in
        json.object { json in
          json.member("id", failure.id)
          json.member("code", failure.code.rawValue)
        }
      }
    case .refused(let error): json.member("error", error.rawValue)
    case .received(let messages, let returnsAt):
      json.array("messages", messages) { json, message in message.write(to: &json) }
      if let returnsAt { json.member("returnsAt", returnsAt.seconds) }
    case .counts(let visible, let notVisible, let delayed):
      json.member("visible", visible)
      json.member("notVisible", notVisible)
      json.member("delayed", delayed)
    }
  }
}

extension QueueReply.Message {
  fileprivate func write(to json: inout JSONText) {
    json.object { json in
      json.member("body", body)
      json.member("receiveCount", receiveCount)
      if let groupID { json.member("groupId", groupID) }
    }
  }
}
