/// How values of a Swift type are written in a scenario file.
///
/// Notations compose: `.list(of: .object(Step.self))` is a list of described steps.
package struct Notation<Value>: Sendable {
  /// What the file may hold.
  package let kind: ParameterKind
  /// Makes the value from what was decoded, which is always of `kind`.
  package let value: @Sendable (ParameterValue) -> Value
  /// The value as it would have been decoded, for the default that help prints.
  package let parameterValue: @Sendable (Value) -> ParameterValue

  /// A notation from its parts.
  package init(
    _ kind: ParameterKind,
    value: @escaping @Sendable (ParameterValue) -> Value,
    parameterValue: @escaping @Sendable (Value) -> ParameterValue
  ) {
    self.kind = kind
    self.value = value
    self.parameterValue = parameterValue
  }

  /// The same text in the file for another type, such as a typed identifier for a name.
  package func map<Other>(
    _ transform: @escaping @Sendable (Value) -> Other,
    back: @escaping @Sendable (Other) -> Value
  ) -> Notation<Other> {
    Notation<Other>(
      kind, value: { transform(value($0)) }, parameterValue: { parameterValue(back($0)) })
  }
}

/// Stops at a decoded value that is not of the kind its parameter declares: a mistake of ours.
private func mismatch(_ value: ParameterValue, _ kind: String) -> Never {
  preconditionFailure("a parameter of kind '\(kind)' was given \(value)")
}

extension Notation<Bool> {
  /// `true` or `false`.
  package static var flag: Self {
    Self(.flag) {
      guard case .flag(let flag) = $0 else { mismatch($0, "flag") }
      return flag
    } parameterValue: {
      .flag($0)
    }
  }
}

extension Notation<Int> {
  /// A whole number.
  package static func integer(in range: ClosedRange<Int> = 0...Int.max) -> Self {
    Self(.integer(range)) {
      guard case .integer(let integer) = $0 else { mismatch($0, "integer") }
      return integer
    } parameterValue: {
      .integer($0)
    }
  }

  /// A number of bytes with its unit.
  package static func size(in range: ClosedRange<Int> = 0...Int.max) -> Self {
    Self(.size(range)) {
      guard case .size(let bytes) = $0 else { mismatch($0, "size") }
      return bytes
    } parameterValue: {
      .size($0)
    }
  }
}

extension Notation<Double> {
  /// A number without unit.
  package static func number(
    in range: ClosedRange<Double> = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
  ) -> Self {
    real(.number(range))
  }

  /// A share from `"0%"` to `"100%"`, a fraction in memory.
  package static var share: Self { real(.share) }

  /// So many per unit of time, per second in memory.
  package static func rate(in range: ClosedRange<Double> = 0...1e9) -> Self { real(.rate(range)) }

  private static func real(_ kind: ParameterKind) -> Self {
    Self(kind) {
      guard case .number(let number) = $0 else { mismatch($0, "number, share or rate") }
      return number
    } parameterValue: {
      .number($0)
    }
  }
}

extension Notation<Interval> {
  /// A length of time with its unit.
  package static func duration(in range: ClosedRange<Interval> = .zero ... .longest) -> Self {
    Self(.duration(range)) {
      guard case .duration(let interval) = $0 else { mismatch($0, "duration") }
      return interval
    } parameterValue: {
      .duration($0)
    }
  }
}

extension Notation<Instant> {
  /// A time at which something happens, counted from the start of the run.
  package static var instant: Self {
    Self(.instant) {
      guard case .instant(let instant) = $0 else { mismatch($0, "instant") }
      return instant
    } parameterValue: {
      .instant($0)
    }
  }
}

extension Notation<String> {
  /// Any text.
  package static var text: Self { word(.text) }

  /// The name of a component, of one of the given types where any are given.
  package static func component(of types: [String] = []) -> Self { word(.component(types)) }

  /// The name of a fault, by its `id`.
  package static var fault: Self { word(.fault) }

  /// A link between two components, written `"from -> to"`.
  package static var link: Self { word(.link) }

  private static func word(_ kind: ParameterKind) -> Self {
    Self(kind) {
      guard case .text(let text) = $0 else { mismatch($0, "text or name") }
      return text
    } parameterValue: {
      .text($0)
    }
  }
}

extension Notation
where Value: CaseIterable & RawRepresentable & Sendable, Value.RawValue == String {
  /// One of the cases of an enum, by its raw value.
  package static var choice: Self {
    Self(.choice(Value.allCases.map(\.rawValue))) {
      guard case .text(let word) = $0, let value = Value(rawValue: word) else {
        mismatch($0, "choice")
      }
      return value
    } parameterValue: {
      .text($0.rawValue)
    }
  }
}

extension Notation<Distribution> {
  /// A length of time that varies, in seconds.
  package static var durationDistribution: Self { distribution(.durationDistribution) }

  /// A number of bytes that varies.
  package static var sizeDistribution: Self { distribution(.sizeDistribution) }

  private static func distribution(_ kind: ParameterKind) -> Self {
    Self(kind) {
      guard case .distribution(let distribution) = $0 else { mismatch($0, "distribution") }
      return distribution
    } parameterValue: {
      .distribution($0)
    }
  }
}

extension Notation<JSONValue> {
  /// A JSON document, taken as it is.
  package static var document: Self {
    Self(.document) {
      guard case .document(let document) = $0 else { mismatch($0, "document") }
      return document
    } parameterValue: {
      .document($0)
    }
  }
}

extension Notation where Value: Described {
  /// An object with described keys.
  package static var object: Self { object(Value.self) }

  /// An object with the keys of a described type.
  package static func object(_ type: Value.Type) -> Self {
    Self(.object(type)) {
      guard case .object(let object) = $0, let value = object as? Value else {
        mismatch($0, "object")
      }
      return value
    } parameterValue: {
      .object($0)
    }
  }
}

extension Notation<any Described> {
  /// An object told apart by which of the given keys it has.
  package static func keyed(_ types: [(key: String, type: any Described.Type)]) -> Self {
    Self(.keyed(types)) {
      guard case .object(let object) = $0 else { mismatch($0, "keyed object") }
      return object
    } parameterValue: {
      .object($0)
    }
  }
}

extension Notation {
  /// Several values of one notation.
  package static func list<Element>(
    of element: Notation<Element>, count: ClosedRange<Int> = 0...Int.max
  ) -> Notation where Value == [Element] {
    Notation(.list(element.kind, count: count)) {
      guard case .list(let values) = $0 else { mismatch($0, "list") }
      return values.map(element.value)
    } parameterValue: {
      .list($0.map(element.parameterValue))
    }
  }

  /// Values of one notation under names of the author's choice, in the order of the file.
  package static func dictionary<Element>(
    of element: Notation<Element>
  ) -> Notation where Value == [Named<Element>] {
    Notation(.dictionary(element.kind)) {
      guard case .dictionary(let values) = $0 else { mismatch($0, "dictionary") }
      return values.map { Named($0.name, element.value($0.value)) }
    } parameterValue: {
      .dictionary($0.map { (name: $0.name, value: element.parameterValue($0.value)) })
    }
  }
}

/// A value under a name of the author's choice.
package struct Named<Value> {
  /// The name in the scenario file.
  package var name: String
  /// What stands under it.
  package var value: Value

  /// A value under a name.
  package init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

extension Named: Sendable where Value: Sendable {}
extension Named: Equatable where Value: Equatable {}
extension Named: Hashable where Value: Hashable {}
