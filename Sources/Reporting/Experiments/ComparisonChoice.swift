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
    var struck: [ScenarioDocument.Variant] = []
    for variant in chosen { struck.append(try keepingFaults(of: variant)) }
    return struck
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

  /// The variant without the faults that were not asked for.
  private func keepingFaults(
    of variant: ScenarioDocument.Variant
  ) throws(ScenarioRefusal) -> ScenarioDocument.Variant {
    guard !faults.isEmpty else { return variant }
    let known = variant.blueprint.faults.map(\.id).filter { !$0.isEmpty }
    for fault in faults where !known.contains(fault) {
      throw .noFault(fault, nearest: NearestWord.to(fault, among: known), known: known)
    }
    var struck = variant
    struck.blueprint.faults.removeAll { !faults.contains($0.id) }
    for fault in struck.blueprint.faults {
      if let first = fault.after, !faults.contains(first) {
        throw .faultFollows(fault.id, first)
      }
    }
    // What is expected is expected under all faults.
    struck.expectations = []
    struck.places = []
    return struck
  }
}
