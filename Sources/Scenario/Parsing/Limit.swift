/// What a scenario file may not exceed; each limit is named in the message of whoever meets it.
package enum Limit {
  /// The largest scenario file, in bytes.
  package static let fileSize = 16 * 1024 * 1024
  /// How deep objects and lists may lie in one another, so that reading never exhausts the stack.
  package static let depth = 128
  /// The longest number, in characters.
  package static let numberLength = 1_000
  /// How many syntax mistakes are collected before reading stops.
  package static let syntaxMistakes = 1_000
  /// How many mistakes are printed before the rest are only counted.
  package static let printedMistakes = 50
  /// Among how many names the nearest right one is looked for, and for how many wrong ones.
  package static let nearestCandidates = 2_000

  /// For how many wrong names of components and faults the right one is looked for.
  package static let nearestSearches = 200
  /// How many variants a scenario may have, each of which is read as a scenario of its own.
  package static let variants = 100
  /// How many components, producers, faults, actions and expectations a scenario may have each.
  package static let parts = 10_000
  /// How many steps a handler may have, those for failures among them.
  package static let steps = 10_000
  /// How many periods a run may have, for each of which every metric is kept.
  package static let periods = 100_000
  /// With how many faults of its kind and target each fault is compared.
  package static let conflictCandidates = 100
  /// The longest name of a component, a producer or an effect, in characters.
  package static let nameLength = 80
}
