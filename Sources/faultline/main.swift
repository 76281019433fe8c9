import Glibc
import Reporting

exit(Program.faultline.run(Array(CommandLine.arguments.dropFirst())).rawValue)
