import Reporting

extension Program {
  /// This program: its name, its version and its commands in the order of the help.
  static var faultline: Program {
    Program(
      name: "faultline",
      summary:
        "Breaks messaging systems on purpose, in simulation, and shows what becomes of messages, "
        + "latency and cost.",
      version: "0.1.0",
      commands: [
        RunCommand.self, CompareCommand.self, SweepCommand.self, SearchCommand.self,
        ExplainCommand.self, MapCommand.self,
        CheckCommand.self, MatchCommand.self,
        ReplayCommand.self, BreakerCommand.self, StatesRunCommand.self, StatesValidateCommand.self,
        CatalogCommand.self, ReferenceCommand.self, SchemaCommand.self, InitCommand.self,
        SelfTestCommand.self,
      ])
  }
}
