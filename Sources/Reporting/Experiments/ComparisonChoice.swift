package import Scenario
internal import Simulation

/// What the command line asks to be compared: which variants of which files, and with which one.
package struct ComparisonChoice: Sendable {
  /// What the scenario as it stands is called among its variants.
  package static let baseName = "as it stands"

  /// The variants; empty for all.
  package var variants: [String] = []
  /// The variant against which the others are held; `nil` for the first one.
  package var baseline: String?
  /// The faults that strike, by their ids; empty for all.
  package var faults: [String] = []

  /// Whether the variants are compared under each fault alone.
  package var comparesEachFault = false

  /// All variants with the first one, under all faults.
  package init() {}

  /// What is to be run, in the order asked for.
  ///
  /// Of one file these are its variants; the scenario as it stands takes part if it is asked for, or
  /// if there are fewer than two variants. Of several files each takes part as it stands, under the
  /// file's name, with the first one's seed, so that all live through the same arrivals.
  ///
  /// - Throws: When there is no variant or fault of a name.
  package func variants(
    of documents: [(path: String, document: ScenarioDocument)]
  ) throws(ScenarioRefusal) -> [ScenarioDocument.Variant] {
    let all = documents.count == 1 ? Self.all(of: documents[0].document) : Self.bases(of: documents)
    let names = all.map(\.name)
    var chosen: [ScenarioDocument.Variant] = []
    for name in variants {
      guard let place = names.firstIndex(of: name) else {
        throw .noVariant(name, nearest: NearestWord.to(name, among: names), known: names)
      }
      chosen.append(all[place])
    }
    if chosen.isEmpty {
      // As it stands the scenario comes first among all of a file; see above for when it takes part.
      chosen = documents.count > 1 || all.count < 3 ? all : Array(all.dropFirst())
    }
    return chosen
  }

  /// What strikes the variants: the names of the comparisons, and what is run for all of them, those
  /// of the first comparison first.
  ///
  /// - Throws: When there is no fault of a name, or no fault at all to be compared under.
  package func underFaults(
    _ variants: [ScenarioDocument.Variant]
  ) throws(ScenarioRefusal) -> (faults: [String], variants: [ScenarioDocument.Variant]) {
    let known = variants.flatMap(\.faultNames).firstOfEach
    for fault in faults where !known.contains(fault) {
      throw .noFault(fault, nearest: NearestWord.to(fault, among: known), known: known)
    }
    let chosen = faults.isEmpty ? known : faults
    if comparesEachFault && chosen.isEmpty { throw .noFaults }
    var struck: [ScenarioDocument.Variant] = []
    for fault in comparesEachFault ? chosen : [] {
      for variant in variants { struck.append(try variant.struck(by: [fault])) }
    }
    if comparesEachFault { return (chosen, struck) }
    for variant in variants { struck.append(try variant.struck(by: faults)) }
    return ([""], struck)
  }

  /// The place of the baseline among some variants.
  package func place(
    ofBaselineAmong variants: [ScenarioDocument.Variant]
  ) throws(ScenarioRefusal) -> Int {
    guard let baseline else { return 0 }
    let names = variants.map(\.name)
    guard let place = names.firstIndex(of: baseline) else {
      throw .noVariant(baseline, nearest: NearestWord.to(baseline, among: names), known: names)
    }
    return place
  }

  /// The options that make the choice again.
  package var options: [String] {
    var options: [String] = []
    if !variants.isEmpty { options += ["--variants", variants.joined(separator: ",")] }
    if let baseline { options += ["--baseline", baseline] }
    if !faults.isEmpty { options += ["--faults", faults.joined(separator: ",")] }
    if comparesEachFault { options.append("--each-fault") }
    return options
  }

  private static func all(of document: ScenarioDocument) -> [ScenarioDocument.Variant] {
    var base = document.base
    base.name = baseName
    return [base] + document.variants
  }

  private static func bases(
    of documents: [(path: String, document: ScenarioDocument)]
  ) -> [ScenarioDocument.Variant] {
    let names = documents.map { RunFiles.name(ofScenario: $0.path) }
    return zip(names, documents).map { name, file in
      var variant = file.document.base
      // Files of one name in several folders go by their paths.
      variant.name = names.filter { $0 == name }.count == 1 ? name : file.path
      variant.blueprint.seed = documents[0].document.base.blueprint.seed
      return variant
    }
  }
}

extension ScenarioDocument.Variant {
  /// The ids of the faults.
  fileprivate var faultNames: [String] {
    blueprint.faults.map(\.id).filter { !$0.isEmpty }
  }

  /// The variant with those of some faults only that it has; with all where none is named.
  ///
  /// Then nothing is expected: what the file expects, it expects under all faults.
  fileprivate func struck(by faults: [String]) throws(ScenarioRefusal) -> Self {
    guard !faults.isEmpty else { return self }
    var struck = self
    struck.blueprint.faults.removeAll { !faults.contains($0.id) }
    struck.expectations = []
    struck.places = []
    for fault in struck.blueprint.faults {
      if let first = fault.after, !faults.contains(first) { throw .faultFollows(fault.id, first) }
    }
    return struck
  }
}

extension [String] {
  /// Each text once, in the order in which they first occur.
  fileprivate var firstOfEach: [String] {
    reduce(into: []) { texts, text in
      if !texts.contains(text) { texts.append(text) }
    }
  }
}
