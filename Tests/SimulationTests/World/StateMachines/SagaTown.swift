import Simulation

/// Orders as sagas: charge a card, pack a parcel; what cannot be packed is refunded, and what cannot
/// be refunded goes to a person.
struct SagaTown {
  var machine = StateMachineSettings()
  var payments = DependencySettings()
  var warehouse = DependencySettings()
  var shop = ProducerSettings()
  var bindings: [(resource: String, target: String, effect: String?, undoes: String?)] = [
    ("arn:aws:lambda:x:1:function:charge", "payments", "charge", nil),
    ("arn:aws:lambda:x:1:function:pack", "warehouse", "parcel", nil),
    ("arn:aws:lambda:x:1:function:refund", "payments", "refund", "charge"),
  ]
  var further: [Blueprint.Component] = []
  var faults: [Fault] = []
  var actions: [ManualAction] = []
  var seed: UInt64 = 1
  var duration = Interval.minutes(30)

  static let definition = #"""
    {"StartAt": "Charge", "States": {
      "Charge": {"Type": "Task", "Resource": "arn:aws:lambda:x:1:function:charge", "TimeoutSeconds": 5, "ResultPath": null,
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Refund"}],
        "Next": "Pack"},
      "Pack": {"Type": "Task", "Resource": "arn:aws:lambda:x:1:function:pack", "TimeoutSeconds": 5, "ResultPath": null,
        "Retry": [{"ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 1, "MaxAttempts": 1}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Refund"}],
        "End": true},
      "Refund": {"Type": "Task", "Resource": "arn:aws:lambda:x:1:function:refund", "ResultPath": null,
        "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 2}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.stuck", "Next": "Ask"}],
        "Next": "Refused"},
      "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
        "Parameters": {"QueueUrl": "https://queues/person"}, "ResultPath": null, "Next": "Refused"},
      "Refused": {"Type": "Fail", "Error": "Refused"}}}
    """#

  /// An order a second for ten minutes.
  init(_ definition: String = SagaTown.definition) {
    machine.definition = .string("inline")
    machine.machine = DefinitionReader.read(definition).machine
    machine.transitionTime = .constant(0.02)
    payments.latency = .constant(0.1)
    warehouse.latency = .constant(0.1)
    shop.target = "order"
    shop.arrivals = .poisson(rate: 1)
    shop.until = .start + .minutes(10)
    shop.message.body = .object([("order", .string("o-1"))])
  }

  var plan: Blueprint {
    var plan = Blueprint()
    plan.seed = seed
    plan.duration = duration
    var machine = machine
    machine.bindings = bindings.map { row in
      var binding = StateMachineSettings.Binding()
      binding.target = row.target
      binding.effect = row.effect
      binding.undoes = row.undoes
      return Named(row.resource, binding)
    }
    plan.components =
      [
        .init(name: "order", settings: machine), .init(name: "payments", settings: payments),
        .init(name: "warehouse", settings: warehouse),
        .init(name: "person", settings: QueueComponentSettings()),
      ] + further
    plan.producers = [Named("shop", shop)]
    plan.faults = faults
    plan.actions = actions
    return plan
  }

  func run() throws -> RunResult {
    var world = World(plan)
    return try world.run()
  }

  /// A definition with a single task, which catches some errors by name.
  static func task(_ fields: String, catching names: [String] = []) -> String {
    let catchers = names.map {
      #"{"ErrorEquals": ["\#($0)"], "ResultPath": null, "Next": "Caught"}"#
    }
    let list = catchers.isEmpty ? "" : #", "Catch": [\#(catchers.joined(separator: ","))]"#
    let caught = catchers.isEmpty ? "" : #", "Caught": {"Type": "Succeed"}"#
    return #"""
      {"StartAt": "Do", "States": {
        "Do": {"Type": "Task", \#(fields), "ResultPath": null\#(list), "End": true}\#(caught)}}
      """#
  }
}

extension RunResult {
  /// How often an effect happened.
  func times(_ effect: String) -> Int {
    effects.first { $0.name == effect }?.value.times ?? 0
  }
}
