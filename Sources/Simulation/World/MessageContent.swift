/// What topics and buses see of a message: its attributes, its body, and what an event says of itself.
package struct MessageContent: Equatable, Sendable {
  /// The message attributes, name by name.
  package var attributes: JSONValue
  /// The body, which is an event's detail.
  package var body: JSONValue
  /// An event's source.
  package var source: String
  /// An event's detail-type.
  package var detailType: String
  /// The routing key, by which exchanges of RabbitMQ go.
  package var routingKey: String

  /// The content of a message.
  package init(
    attributes: JSONValue, body: JSONValue, source: String, detailType: String,
    routingKey: String = ""
  ) {
    self.attributes = attributes
    self.body = body
    self.source = source
    self.detailType = detailType
    self.routingKey = routingKey
  }

  /// What stands for identifiers that a service makes up.
  static let placeholderID = "00000000-0000-0000-0000-000000000000"

  /// What a schedule sends.
  static let scheduled = MessageContent(
    attributes: .object([]), body: .object([]), source: "aws.scheduler",
    detailType: "Scheduled Event")

  /// The event as a bus sees it in a replay: it bears the replay's name, by which rules can tell it
  /// from one that is new.
  var replayedEvent: JSONValue {
    guard case .object(let members) = event else { return event }
    return .object(members + [(key: "replay-name", value: .string("replay"))])
  }

  /// The event as a bus sees it: an envelope around the detail.
  package var event: JSONValue {
    .object([
      (key: "version", value: .string("0")),
      (key: "id", value: .string(Self.placeholderID)),
      (key: "detail-type", value: .string(detailType)),
      (key: "source", value: .string(source)),
      (key: "account", value: .string("123456789012")),
      (key: "time", value: .string("2000-01-01T00:00:00Z")),
      (key: "region", value: .string("us-east-1")),
      (key: "resources", value: .array([])),
      (key: "detail", value: body == .null ? .object([]) : body),
    ])
  }
}
