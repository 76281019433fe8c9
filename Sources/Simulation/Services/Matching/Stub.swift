package struct FilterPolicy: Sendable {
  package enum Scope: String, CaseIterable, Sendable {
    case messageAttributes = "MessageAttributes"
    case messageBody = "MessageBody"
  }
}
extension TopicSettings.Subscription { var filter: StubFilter? { nil } }
struct StubFilter { func matches(_ c: MessageContent) -> Bool { true } }
extension EventBusSettings.Rule { func matches(_ c: MessageContent) -> Bool { true } }
