package import Simulation

/// What a key may hold, as a message says it: the comparable side of `ParameterKind`.
package indirect enum AllowedValue: Hashable, Sendable {
  case flag
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  case share
  case duration(ClosedRange<Interval>)
  case rate(ClosedRange<Double>)
  case size(ClosedRange<Int>)
  case text
  case choice([String])
  case component([String])
  case fault
  case link
  case distribution(of: Quantity)
  case object
  case oneKey([String])
  case list
  case dictionary
  case any([AllowedValue])
  case document

  /// What a kind of parameter allows.
  package init(_ kind: ParameterKind) {
    switch kind {
    case .flag: self = .flag
    case .integer(let range): self = .integer(range)
    case .number(let range): self = .number(range)
    case .share: self = .share
    case .duration(let range): self = .duration(range)
    case .instant: self = .duration(.zero ... .longest)
    case .rate(let range): self = .rate(range)
    case .size(let range): self = .size(range)
    case .text: self = .text
    case .choice(let words): self = .choice(words)
    case .component(let types): self = .component(types)
    case .fault: self = .fault
    case .link: self = .link
    case .durationDistribution: self = .distribution(of: .duration)
    case .sizeDistribution: self = .distribution(of: .size)
    case .object: self = .object
    case .variant(let variants): self = .oneKey(variants.map(\.name))
    case .keyed(let types): self = .oneKey(types.map(\.key))
    case .list: self = .list
    case .dictionary: self = .dictionary
    case .either(let kinds): self = .any(kinds.map(AllowedValue.init))
    case .document: self = .document
    }
  }
}
