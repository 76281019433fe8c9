// Feeds the scenario reader with what libFuzzer (llvm.org/docs/LibFuzzer.html) comes up with.
//
// Not a target of the package, since a fuzzer has a `main` of its own, and the toolchains of some
// platforms lack it. To run it for a minute, from the top of the repository:
//
//     out=.build/fuzzing; mkdir -p $out/corpus; cp Scenarios/*/*.json5 $out/corpus/
//     flags="-O -wmo -package-name faultline -parse-as-library -sanitize=fuzzer -I $out
//       -enable-upcoming-feature InternalImportsByDefault"
//     for module in Simulation Scenario; do
//       swiftc $flags -module-name $module -emit-module -emit-module-path $out/$module.swiftmodule \
//         -c $(find Sources/$module -name '*.swift') -o $out/$module.o
//     done
//     swiftc $flags Tests/Fuzzing/FuzzScenario.swift $out/*.o -o $out/fuzz-scenario
//     $out/fuzz-scenario -max_total_time=60 $out/corpus
//
// A crash leaves its input in a file; give that file's name as the only argument to repeat it.

import Scenario
import Simulation

/// Every kind of value, so that each way of reading one is tried on whatever stands in the file.
private let kinds: [ParameterKind] = [
  .flag, .integer(0...10), .number(0...1), .share, .duration(.zero ... .longest), .rate(0...10),
  .size(0...1_000), .text, .choice(["none", "full"]), .component([]), .fault, .link,
  .durationDistribution, .sizeDistribution, .document, .instant,
  .variant([ParameterVariant("poisson", .rate(0...10), help: "A rate.")]),
  .list(.either([.text, .durationDistribution]), count: 0...10), .dictionary(.integer(0...10)),
]

/// Reads one input; libFuzzer calls it with a new one again and again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzScenario(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let source = SourceText(name: "fuzz.json5", bytes: bytes)
  let (root, syntaxMistakes) = Parser.parse(source)
  var reader = Reader()
  if let root {
    let patched = MergePatch(root).applied(to: root, at: .root).node
    for kind in kinds { read(kind, from: patched, by: &reader) }
  }
  _ = (syntaxMistakes + reader.mistakes).rendered(in: source)
  let document = ScenarioDocument.read(source) { _ in .contents(bytes) }
  _ = document.mistakes.rendered(in: source)
  return 0
}

/// Reads a value and, where it is an object or a list, what is in it.
private func read(_ kind: ParameterKind, from node: Node, by reader: inout Reader) {
  _ = reader.read(kind, from: node, at: .root)
  _ = reader.read(.dictionary(kind), from: node, at: .root)
  _ = reader.read(.list(kind, count: 0...100), from: node, at: .root)
}
