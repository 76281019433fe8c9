/// An exchange of RabbitMQ: says which queues get a message, by its routing key or its headers.
///
/// Rules from https://www.rabbitmq.com/docs/exchanges; the default exchange needs no value of its own,
/// since it leads from each routing key to the queue of that name.
package struct RabbitExchange: Sendable {
  /// How an exchange compares messages with its bindings.
  package enum Kind: String, CaseIterable, Sendable {
    /// Routing key and binding key are the same.
    case direct
    /// The binding key is a pattern of words, where `*` stands for one and `#` for any number.
    case topic
    /// All bindings want all messages.
    case fanout
    /// The message has the headers that the binding names.
    case headers
  }

  /// Which of a binding's headers a message must have (`x-match`).
  package enum HeaderMatch: String, CaseIterable, Sendable {
    case all
    case any
  }

  /// A way from the exchange to a queue.
  package struct Binding: Sendable {
    /// The queue, by a number of the caller's.
    package var queue: Int
    /// What is compared with the routing key.
    package var key = ""
    /// What is compared with the headers; `null` asks only that the header is there.
    package var headers: [(name: String, value: JSONValue)] = []
    /// Which of them must be there.
    package var match = HeaderMatch.all

    /// A way to a queue.
    package init(to queue: Int, key: String = "") {
      self.queue = queue
      self.key = key
    }
  }

  private let kind: Kind
  private let bindings: [Binding]

  /// An exchange with its bindings.
  package init(_ kind: Kind, bindings: [Binding]) {
    self.kind = kind
    self.bindings = bindings
  }

  /// The queues that get a message, each once, in the order of the bindings.
  package func queues(routingKey: String, headers: JSONValue) -> [Int] {
    var found: [Int] = []
    for binding in bindings where !found.contains(binding.queue) {
      if matches(binding, routingKey, headers) { found.append(binding.queue) }
    }
    return found
  }

  private func matches(_ binding: Binding, _ routingKey: String, _ headers: JSONValue) -> Bool {
    switch kind {
    case .direct: binding.key.utf8.elementsEqual(routingKey.utf8)
    case .topic: Self.matches(binding.key, routingKey)
    case .fanout: true
    case .headers: binding.accepts(headers)
    }
  }

  /// Whether a routing key fits a pattern, word by word.
  package static func matches(_ pattern: String, _ routingKey: String) -> Bool {
    let words = words(of: routingKey)
    // Which beginnings of the routing key the pattern so far can stand for, by their length.
    var reached = [true] + words.map { _ in false }
    for part in Self.words(of: pattern) { reached = advance(reached, over: part, words) }
    return reached.last == true
  }

  /// The words between the dots; a text of no length has none.
  private static func words(of key: String) -> [Substring.UTF8View] {
    if key.isEmpty { return [] }
    return Substring(key).utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  }

  private static func advance(
    _ reached: [Bool], over part: Substring.UTF8View, _ words: [Substring.UTF8View]
  ) -> [Bool] {
    if part.elementsEqual("#".utf8) {
      let first = reached.firstIndex(of: true) ?? reached.count
      return reached.indices.map { $0 >= first }
    }
    let isAny = part.elementsEqual("*".utf8)
    return reached.indices.map { length in
      length > 0 && reached[length - 1] && (isAny || part.elementsEqual(words[length - 1]))
    }
  }
}

extension RabbitExchange.Binding {
  /// Whether a message has the headers that the binding names; those that begin with `x-` are not
  /// looked at.
  fileprivate func accepts(_ headers: JSONValue) -> Bool {
    let wanted = self.headers.filter { !$0.name.hasPrefix("x-") }
    func has(_ wanted: (name: String, value: JSONValue)) -> Bool {
      guard let value = headers[wanted.name] else { return false }
      return wanted.value == .null || wanted.value == value
    }
    return match == .all ? wanted.allSatisfy(has) : wanted.contains(where: has)
  }
}
