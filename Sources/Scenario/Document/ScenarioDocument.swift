package import Simulation

/// A scenario file that was read without a mistake: what to simulate, in which variants, and what is
/// expected of it.
package struct ScenarioDocument: Sendable {
  /// One way of setting the system up.
  package struct Variant: Sendable {
    /// The variant's name; empty for the scenario as it stands.
    package var name: String
    /// What is simulated.
    package var blueprint: Blueprint
    /// What is expected of it.
    package var expectations: [Expectation]
    /// Where the expectations stand in the file, in their order; empty for a variant without a file.
    package var places: [SourcePlace] = []
    /// What a search may draw.
    package var search = SearchSpace()

    /// A way of setting the system up.
    package init(name: String, blueprint: Blueprint, expectations: [Expectation]) {
      self.name = name
      self.blueprint = blueprint
      self.expectations = expectations
    }
  }

  /// What the scenario is there to show, in its author's words; empty when it does not say.
  package var description = ""
  /// The scenario as it stands, without any variant's patch.
  package var base: Variant
  /// The variants in the order of the file; empty when it names none.
  package var variants: [Variant]

  /// A scenario with its variants.
  package init(base: Variant, variants: [Variant]) {
    self.base = base
    self.variants = variants
  }
}
