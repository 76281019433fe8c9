/// The names under which a scenario may know what a task of a state machine asks.
///
/// A function is known by its ARN, by the ARN without the qualifier (an alias or a version) and by its
/// name, as `Invoke` takes them
/// (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html); what else has an ARN or an URL is
/// known by that and by the name at its end.
struct ResourceNames {
  /// All names, the most particular first.
  let all: [String]

  /// The name by which a component stands for the resource without a binding; nothing where nobody is
  /// named.
  var short: String? { shortNames.last }

  private let shortNames: [String]

  /// - Parameters:
  ///   - argument: What names whom an integration asks, if that is known before the machine runs.
  ///   - service: What is asked.
  init(_ resource: Resource, _ argument: String?, of service: MachineTask.Service) {
    let asked = resource.isIntegration ? argument : resource.text
    shortNames = asked.map { Self.names(in: $0, of: service) } ?? []
    all =
      [asked].compactMap(\.self) + shortNames + (resource.isIntegration ? [resource.text] : [])
  }

  /// The shorter names of what a text names: without its qualifier, and its bare name.
  private static func names(in text: String, of service: MachineTask.Service) -> [String] {
    switch service {
    case .function: unqualified(text, after: "function")
    case .execution: unqualified(text, after: "stateMachine")
    case .http: [host(of: text)]
    case .activity, .queue, .topic, .events, .getItem, .putItem, .updateItem, .deleteItem:
      [ending(of: text)]
    case .other: []
    }
  }

  /// An ARN without its qualifier, and the name in it; of a name alone both are the same.
  private static func unqualified(_ text: String, after marker: Substring) -> [String] {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let place = parts.firstIndex(of: marker).map { $0 + 1 } ?? 0
    guard place < parts.count, parts[0] != "arn" || place > 0 else { return [] }
    return [parts[...place].joined(separator: ":"), String(parts[place])]
  }

  /// What stands behind the last colon or slash.
  private static func ending(of text: String) -> String {
    text.split { $0 == ":" || $0 == "/" }.last.map { String($0) } ?? text
  }

  /// The name of the host in an endpoint: `payments.example` of `https://payments.example/charges`.
  private static func host(of endpoint: String) -> String {
    let parts = endpoint.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count > 2 && parts[1].isEmpty ? String(parts[2]) : String(parts[0])
  }
}

extension Resource {
  /// Whether an argument names whom the task asks, not the resource itself.
  fileprivate var isIntegration: Bool {
    if case .integration = family { true } else { false }
  }
}
