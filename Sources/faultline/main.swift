import Glibc
import Reporting

let program = Program(
  name: "faultline",
  summary:
    "Breaks messaging systems on purpose, in simulation, and shows what becomes of messages, "
    + "latency and cost.",
  version: "0.1.0",
  commands: [
    RunCommand.self, CheckCommand.self, CatalogCommand.self, InitCommand.self,
    StatesRunCommand.self, StatesValidateCommand.self,
  ])

exit(program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
