import Simulation

/// Who sends, when and what.
extension Inspection {
  mutating func inspectProducers() {
    let effects = draft.effects
    for producer in draft.producers {
      if let until = producer.value.until, until <= producer.value.start {
        note(.component(.endsBeforeStart), at: producer.place("until"))
      }
      if producer.node["message"] != nil, !producer.value.messages.isEmpty {
        note(.component(.twoKindsOfMessages), at: producer.place("messages"))
      }
      for (index, effect) in (producer.value.expects ?? []).enumerated()
      where !effects.contains(effect) {
        let nearest = nearest(to: effect, among: effects)
        note(
          .component(.unknownEffect(effect, nearest: nearest)),
          at: producer.place(element: index, of: "expects"))
      }
    }
  }

  mutating func adviseOnProducers() {
    for producer in draft.producers {
      let end = min(producer.value.until ?? draft.end, draft.end)
      if let first = producer.value.firstArrival, first >= end {
        advise(.run(.producerNeverSends(producer.name.text)), at: producer.namePlace)
      }
      adviseOnSize(of: producer)
    }
  }

  private mutating func adviseOnSize(of producer: Entry<ProducerSettings>) {
    var name = producer.value.target
    if let gateway = draft.settings(GatewaySettings.self, of: name) { name = gateway.integration }
    guard let bytes = producer.value.message.size.constantValue,
      let limit = draft.settings(QueueComponentSettings.self, of: name)?.queue.maximumMessageSize,
      Int(bytes) > limit
    else { return }
    advise(
      .queue(.messageTooLarge(bytes: Int(bytes), queue: name, limit: limit)),
      at: producer.place("message", "size"))
  }
}

extension ProducerSettings {
  /// The earliest time at which a message can be due.
  fileprivate var firstArrival: Instant? {
    switch arrivals {
    case .times(let times): times.min()
    case .trace(let trace): trace.rows.first?.at
    case .constant, .poisson, .ramp, .bursts, .users: start
    }
  }
}

extension Entry {
  /// The place of an element of a list.
  fileprivate func place(element index: Int, of key: String) -> Place {
    var place = place(key)
    if case .list(let nodes) = node[key]?.value, nodes.indices.contains(index) {
      place.range = nodes[index].range
    }
    return place
  }
}
