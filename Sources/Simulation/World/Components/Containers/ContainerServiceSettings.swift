/// A service on containers as a scenario describes it: tasks of Amazon ECS that poll a queue, answer
/// requests, or both.
package struct ContainerServiceSettings: ComponentSettings, HandlingSettings {
  /// The processor that tasks run on, which has its own price.
  package enum Architecture: String, CaseIterable, Sendable {
    case x86
    case arm
  }

  /// What a task does when it is told to stop (SIGTERM).
  package enum StopBehaviour: String, CaseIterable, Sendable {
    /// It takes nothing new, and ends when it has finished what it has in hand.
    case finish
    /// It ends at once: there is no handler of the signal.
    case die
    /// It goes on as if nothing had happened until it is killed.
    case ignore
  }

  package var tasks = 1
  package var cpu = 1.0
  package var memory = 2 << 30
  package var architecture = Architecture.x86
  package var threads = 10
  package var queueSource: QueueSource?
  package var timeout: Interval?
  package var queueLimit: Int?
  package var startUp = Distribution.lognormal(p50: 40, p99: 90)
  package var stopTimeout = Interval.seconds(30)
  package var onStop = StopBehaviour.finish
  package var fleet = TaskFleet.Settings()
  package var autoScaling: AutoScaling?
  package var handler: [any Described] = []

  package init() {}

  package var sources: [String] { [queueSource?.queue].compactMap(\.self) }

  package static let typeName = "container-service"
  package static let help =
    "A service of Amazon ECS on Fargate: tasks that poll a queue, answer calls, or both."
  package static var metrics: [Metric] {
    [
      .cpuUtilization, .runningTasks, .pendingTasks, .desiredTasks, .tasksStarted, .tasksLost,
      .messagesHandled, .messagesFailed, .handlingTime, .serviceRequests, .serviceErrors,
      .serviceLatency, .serviceWaiting, .stepRetries, .stepTimeouts, .retriesDenied,
      .bulkheadRefused, .hedgedCalls,
    ]
  }

  package static var parameters: [Parameter<ContainerServiceSettings>] {
    taskParameters + lifeParameters
  }

  private static var taskParameters: [Parameter<ContainerServiceSettings>] {
    [
      .integer("tasks", \.tasks, in: 0...1_000, help: "How many tasks there are at first."),
      .number(
        "cpu", \.cpu, in: 0.25...16,
        help: "The vCPUs of a task; the work of its threads shares them evenly."),
      .size("memory", \.memory, in: 512 << 20...120 << 30, help: "The memory of a task."),
      .choice("architecture", \.architecture, help: "The processor, which has its own price."),
      .integer(
        "threads", \.threads, in: 1...10_000,
        help: "How many threads of a task poll, and how many requests it works on at a time."),
      .init(
        "queueSource", \.queueSource, .object,
        help: "The queue that every thread of every task polls."),
      .init(
        "timeout", \.timeout, .duration(in: .milliseconds(1) ... .days(1)),
        help:
          "How long the handler may take for a message or request; left out, as long as it does."
      ),
      .init(
        "queueLimit", \.queueLimit, .integer(in: 0...1_000_000),
        help: "How many requests may wait for a thread of a task before others are refused; "
          + "unlimited if left out."),
      .init(
        "handler", \.handler, StepCatalogue.notation, required: true,
        help: "What is done with a message or request, step by step."),
    ]
  }

  private static var lifeParameters: [Parameter<ContainerServiceSettings>] {
    [
      .distribution(
        "startUp", \.startUp,
        help:
          "From the placement of a task until it works: the image is pulled, the program starts."
      ),
      .duration(
        "stopTimeout", \.stopTimeout, in: .zero ... .minutes(2),
        help: "How long after it was told to stop (SIGTERM) a task is killed (SIGKILL)."),
      .choice(
        "onStop", \.onStop,
        help:
          "What a task does when told to stop: \"finish\" what it has in hand, \"die\" at once, "
          + "or \"ignore\" it until it is killed."),
      .integer(
        "minimumHealthyPercent", \.fleet.minimumHealthyPercent, in: 0...100,
        help: "The share of tasks that must run throughout a deployment."),
      .integer(
        "maximumPercent", \.fleet.maximumPercent, in: 100...400,
        help: "The share of tasks that may run or start during a deployment."),
      .init(
        "autoScaling", \.autoScaling, .object,
        help: "How the number of tasks follows the load; left out, it does not."),
    ]
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      ContainerServiceComponent(
        self, name: name, port: Port(address: address), build: builder)
    }
  }

  /// The processor of a task in ECS's units.
  var units: Int { Int((cpu * Double(Processors.unitsPerCPU)).rounded()) }
}

extension ContainerServiceSettings {
  /// How threads receive from a queue.
  package struct QueueSource: Described {
    package var queue = ""
    package var batchSize = 10
    package var waitTime = Interval.seconds(20)
    package var emptyReceivePause = Interval.zero
    package var visibilityTimeout: Interval?
    package var heartbeat: Interval?

    package init() {}

    package static var parameters: [Parameter<QueueSource>] {
      [
        .component(
          "queue", \.queue, of: ["sqs-queue"], required: true, help: "The queue that is polled."),
        .integer(
          "batchSize", \.batchSize, in: 1...10,
          help: "The most messages of a receive; a thread handles them one after the other."),
        .duration(
          "waitTime", \.waitTime, in: .zero ... .seconds(20),
          help: "How long a receive waits for a message: 0s is short polling."),
        .duration(
          "emptyReceivePause", \.emptyReceivePause, in: .zero ... .hours(1),
          help: "How long a thread rests after a receive that returned nothing; at least 20ms with "
            + "short polling, for the request itself."),
        .init(
          "visibilityTimeout", \.visibilityTimeout, .duration(in: .seconds(1) ... .hours(12)),
          help: "For how long received messages are hidden; the queue's own if left out."),
        .init(
          "heartbeat", \.heartbeat, .duration(in: .seconds(1) ... .hours(12)),
          help: "How often a thread hides what it has in hand for another visibility timeout; left "
            + "out, never."),
      ]
    }
  }

  /// How the number of tasks follows the load.
  package struct AutoScaling: Described {
    /// What is kept near the target.
    package enum Measure: String, CaseIterable, Sendable {
      /// The queue's visible messages by the tasks that run.
      case backlogPerTask
      /// The share of the tasks' vCPUs that is used, in percent.
      case cpuUtilization
    }

    package var metric = Measure.backlogPerTask
    package var tracking = TargetTracking.Settings()
    package var metricDelay = Interval.minutes(1)

    package init() {}

    package static var parameters: [Parameter<AutoScaling>] {
      [
        .choice("metric", \.metric, help: "What is kept near the target."),
        .number(
          "target", \.tracking.target, in: 0.001...1e9, required: true,
          help: "The value that it is kept near: messages for each task, or percent."),
        .integer("minimum", \.tracking.minimum, in: 1...1_000, help: "The fewest tasks."),
        .integer("maximum", \.tracking.maximum, in: 1...1_000, help: "The most tasks."),
        .duration(
          "scaleOutCooldown", \.tracking.scaleOutCooldown, in: .zero ... .hours(1),
          help: "How long after a scale-out only a larger one follows."),
        .duration(
          "scaleInCooldown", \.tracking.scaleInCooldown, in: .zero ... .hours(1),
          help: "How long after a scale-in no other one follows."),
        .integer(
          "scaleOutPeriods", \.tracking.scaleOutPeriods, in: 1...60,
          help: "How many minutes in a row above the target scale out."),
        .integer(
          "scaleInPeriods", \.tracking.scaleInPeriods, in: 1...1_440,
          help: "How many minutes in a row below nine tenths of the target scale in."),
        .duration(
          "metricDelay", \.metricDelay, in: .zero ... .minutes(15),
          help: "How long after it was measured the alarms see the metric."),
      ]
    }
  }
}
