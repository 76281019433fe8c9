/// A part of a scenario that holds things of the author's own, beside the keys of the header.
package enum ScenarioSection: String, CaseIterable, Sendable {
  case components
  case producers
  case faults
  case actions
  case expectations
  case variants

  /// One sentence of help.
  package var help: String {
    switch self {
    case .components: "What the system is made of: each component under its name, with its type."
    case .producers: "Who sends messages into the system: each producer under its name."
    case .faults: "What goes wrong, when and for how long."
    case .actions: "What a person does by hand, and when."
    case .expectations: "What must hold of the results: each measure with its bound."
    case .variants:
      "Other ways to set the system up: each a merge patch (RFC 7396) over the scenario; null "
        + "removes."
    }
  }

  /// What the section may look like.
  package var example: String {
    switch self {
    case .components: "{ orders: { type: \"sqs-queue\", visibilityTimeout: \"30s\" } }"
    case .producers: "{ guests: { target: \"orders\", arrivals: { poisson: \"2/s\" } } }"
    case .faults:
      "[{ id: \"payments-down\", action: \"dependency.hang\", target: \"payments\", at: \"5m\", "
        + "duration: \"10m\" }]"
    case .actions: "[{ at: \"12m\", action: \"function.invoke\", target: \"redrive\" }]"
    case .expectations: "{ \"messages.lost\": \"== 0\", recoveryTime: \"< 10m\" }"
    case .variants:
      "{ \"no dead-letter queue\": { components: { orders: { redrivePolicy: null } } } }"
    }
  }

  /// Whether the section is a list in `[ ]`; the others are objects whose keys are names.
  package var isList: Bool {
    switch self {
    case .faults, .actions: true
    case .components, .producers, .expectations, .variants: false
    }
  }

  /// Whether a scenario without the section is mistaken.
  package var isRequired: Bool { self == .components }
}
