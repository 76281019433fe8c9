import Scenario
import Simulation
import Testing

/// A queue as a scenario describes it, with a key of almost every kind.
struct QueueFixture: Described {
  enum Order: String, CaseIterable, Sendable { case standard, fifo, priority }

  var visibilityTimeout = Interval.seconds(30)
  var retention = Interval.days(4)
  var batchSize = 10
  var weight = 1.0
  var poison = 0.0
  var rate = 1.0
  var memory = 128 << 20
  var isEncrypted = false
  var title = ""
  var order = Order.standard
  var redrivePolicy: RedriveFixture?
  var latency = Distribution.constant(0)
  var messageSize = Distribution.constant(0)
  var tags: [String] = []
  var handler: [any Described] = []
  var body = JSONValue.null
  var after: String?
  var over: String?
  var start: Instant?
  var limits: [Named<Int>] = []
  var window: Interval?

  static var parameters: [Parameter<QueueFixture>] {
    [
      .duration("visibilityTimeout", \.visibilityTimeout, in: .zero ... .hours(12), help: "h"),
      .duration(
        "retention", \.retention, in: .nanoseconds(1) ... .longest, help: "Above zero only."),
      .integer("batchSize", \.batchSize, in: 1...10, help: "h"),
      .number("weight", \.weight, in: 0...1, help: "h"),
      .share("poison", \.poison, help: "h"),
      .rate("rate", \.rate, help: "h"),
      .size("memory", \.memory, in: 128 << 20...10 << 30, help: "h"),
      .flag("encrypted", \.isEncrypted, help: "h"),
      .text("title", \.title, help: "h"),
      .choice("order", \.order, help: "h"),
      .object("redrivePolicy", \.redrivePolicy, help: "h"),
      .distribution("latency", \.latency, help: "h"),
      .sizeDistribution("messageSize", \.messageSize, help: "h"),
      .list("tags", \.tags, of: .text, count: 0...3, help: "h"),
      .list(
        "handler", \.handler, of: .keyed([("call", CallFixture.self), ("put", PutFixture.self)]),
        help: "h"),
      .document("body", \.body, help: "h"),
      .fault("after", \.after, help: "h"),
      .link("over", \.over, help: "h"),
      .instant("start", \.start, help: "h"),
      .dictionary("limits", \.limits, of: .integer(), help: "h"),
      .duration("window", \.window, help: "h"),
    ]
  }
}

/// A redrive policy with a required reference and a required number.
struct RedriveFixture: Described, Equatable {
  var deadLetterQueue = ""
  var maxReceiveCount = 3

  static var parameters: [Parameter<RedriveFixture>] {
    [
      .component(
        "deadLetterQueue", \.deadLetterQueue, of: ["sqs-queue"], required: true, help: "h"),
      .integer("maxReceiveCount", \.maxReceiveCount, in: 1...1000, help: "h"),
    ]
  }
}

/// A step told by its key `call`.
struct CallFixture: Described, Equatable {
  var target = ""
  var timeout: Interval?

  static var parameters: [Parameter<CallFixture>] {
    [
      .component(
        "call", \.target, of: ["dependency", "lambda-function"], required: true, help: "h"),
      .duration("timeout", \.timeout, help: "h"),
    ]
  }
}

/// A step told by its key `put`.
struct PutFixture: Described, Equatable {
  var table = ""

  static var parameters: [Parameter<PutFixture>] {
    [.component("put", \.table, required: true, help: "h")]
  }
}

/// The mistakes that come of reading a text as a queue, as a person would see them.
func findings(_ text: String, in file: String = "q.json5") -> String {
  let source = SourceText(name: file, text: text)
  let (root, syntaxMistakes) = Parser.parse(source)
  var reader = Reader()
  if let root { _ = reader.read(QueueFixture.self, from: root, at: .root) }
  return (syntaxMistakes + reader.mistakes).rendered(in: source)
}

/// The queue that a text without mistakes describes.
func queue(_ text: String) -> QueueFixture? {
  let (root, mistakes) = Parser.parse(SourceText(name: "q.json5", text: text))
  guard let root, mistakes.isEmpty else { return nil }
  var reader = Reader()
  let queue = reader.read(QueueFixture.self, from: root, at: .root)
  return reader.mistakes.isEmpty ? queue : nil
}

/// A text with the whole message that it gets.
struct Example: CustomTestStringConvertible, Sendable {
  let text: String
  let message: String

  init(_ text: String, _ message: String) {
    self.text = text
    self.message = message
  }

  var testDescription: String { text }
}
