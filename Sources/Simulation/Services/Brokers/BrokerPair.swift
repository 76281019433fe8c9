/// Which of the brokers of an ActiveMQ deployment serves, and from when on.
///
/// An active/standby pair shares its storage, and whoever holds the lock on it serves: after an
/// orderly restart the other one takes over in seconds, after a crash when the lock is given up. A
/// single broker is started again. Rules from
/// https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/active-standby-broker-deployment.html.
package struct BrokerPair: Hashable, Sendable {
  /// How brokers are deployed.
  package enum Deployment: String, CaseIterable, Sendable {
    case singleInstance = "single-instance"
    case activeStandby = "active-standby"
  }

  private enum State: Hashable, Sendable {
    /// A broker serves. To `takingOver` when it dies.
    case serving
    /// Nobody serves yet. To `serving` at the time.
    case takingOver(until: Instant)
    /// Nobody is there who could. To `takingOver` when one comes back.
    case down
  }

  private let deployment: Deployment
  private var state = State.serving
  private var standbys: Int

  /// A deployment whose broker serves.
  package init(_ deployment: Deployment) {
    self.deployment = deployment
    standbys = deployment == .activeStandby ? 1 : 0
  }

  /// Whether a broker serves at a time.
  package func isServing(at now: Instant) -> Bool {
    switch state {
    case .serving: true
    case .takingOver(let until): until <= now
    case .down: false
    }
  }

  /// When a broker will serve again; `nil` if one does, or nobody knows.
  package var servesFrom: Instant? {
    if case .takingOver(let until) = state { until } else { nil }
  }

  /// How many brokers of the deployment are alive.
  package var alive: Int {
    switch state {
    case .down: 0
    case .serving, .takingOver: 1 + standbys
    }
  }

  /// The broker that serves dies, or is restarted.
  ///
  /// - Parameter takeOver: How long the other one takes to serve.
  package mutating func activeFails(takeOver: Interval, at now: Instant) {
    if standbys > 0 {
      standbys -= 1
      state = .takingOver(until: now + takeOver)
    } else {
      state = .down
    }
  }

  /// A broker that had died is back.
  ///
  /// - Parameter start: How long it takes to serve, where nobody else does.
  package mutating func comesBack(start: Interval, at now: Instant) {
    switch state {
    case .down: state = .takingOver(until: now + start)
    case .serving, .takingOver:
      if deployment == .activeStandby { standbys = 1 }
    }
  }
}
