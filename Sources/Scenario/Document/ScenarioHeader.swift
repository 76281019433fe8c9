package import Simulation

/// The keys of a scenario that stand alone, beside its sections.
package struct ScenarioHeader: Described {
  /// Whether advice of a kind is given.
  package enum Wish: String, CaseIterable, Sendable {
    case on
    case off
  }

  package var formatVersion = scenarioFormatVersion
  package var title = ""
  package var description = ""
  package var seed = Self.defaults.seed
  package var duration = Self.defaults.duration
  package var period = Self.defaults.period
  package var accountConcurrency = Self.defaults.accountConcurrency
  package var limits = Self.defaults.limits
  package var network = NetworkSettings()
  package var lint: [Named<Wish>] = []
  package var search = SearchSpace()

  private static let defaults = Blueprint()

  package init() {}

  package static var parameters: [Parameter<ScenarioHeader>] {
    [
      .integer(
        "formatVersion", \.formatVersion, in: 1...Int.max,
        help: "The version of the file's format; this build reads version 1."),
      .text("title", \.title, help: "What reports call the scenario."),
      .text("description", \.description, help: "What the scenario is there to show."),
      .init(
        "seed", \.seed,
        Notation<Int>.integer().map {
          UInt64($0)
        } back: {
          Int($0)
        },
        help: "Where all random numbers begin: the same seed gives the same run."),
      .duration(
        "duration", \.duration, in: .milliseconds(1) ... .days(3_650),
        help: "How long the run lasts in virtual time."),
      .duration(
        "period", \.period, in: .seconds(1) ... .days(1),
        help: "The length of the periods in which metrics are reported."),
      .integer(
        "accountConcurrency", \.accountConcurrency, in: 0...1_000_000,
        help: "The concurrency that all functions of the account share."),
      .object(
        "limits", \.limits, help: "How far the run may grow before it is stopped."),
      .object(
        "network", \.network,
        help: "How far zones and Regions are from each other, where components are placed in any."),
      .dictionary(
        "lint", \.lint, of: .choice,
        help: "Advice that is not wanted, by its name: { \"visibility-advice\": \"off\" }."),
      .object("search", \.search, help: "What 'faultline search' may draw."),
    ]
  }
}
