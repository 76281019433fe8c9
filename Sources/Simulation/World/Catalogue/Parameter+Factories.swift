/// A key of a described value for each kind of notation, for a property that is there or may be `nil`.
///
/// A key whose property is optional also takes an explicit `null`, which makes the property `nil`.
extension Parameter {
  /// Where in the described value a key's value goes.
  package typealias Path<Value> = any WritableKeyPath<Root, Value> & Sendable

  /// A key that fills a property in a given notation.
  package init<Value>(
    _ name: String, _ path: Path<Value>, _ notation: Notation<Value>,
    required: Bool = false, help: String
  ) {
    self.init(
      name: name, kind: notation.kind, isRequired: required, help: help,
      set: { root, value in
        guard let value else { preconditionFailure("'\(name)' may not be null") }
        root[keyPath: path] = notation.value(value)
      },
      get: { notation.parameterValue($0[keyPath: path]) })
  }

  /// A key that fills a property that may be `nil`, in a given notation.
  package init<Value>(
    _ name: String, _ path: Path<Value?>, _ notation: Notation<Value>,
    required: Bool = false, help: String
  ) {
    self.init(
      name: name, kind: notation.kind, isRequired: required, isNullable: true, help: help,
      set: { root, value in root[keyPath: path] = value.map(notation.value) },
      get: { $0[keyPath: path].map(notation.parameterValue) })
  }
}

extension Parameter {
  /// A key that holds `true` or `false`.
  package static func flag(
    _ name: String, _ path: Path<Bool>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .flag, required: required, help: help)
  }

  /// A key that holds a whole number.
  package static func integer(
    _ name: String, _ path: Path<Int>,
    in range: ClosedRange<Int> = 0...Int.max, required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .integer(in: range), required: required, help: help)
  }

  /// A key that holds a number without unit.
  package static func number(
    _ name: String, _ path: Path<Double>,
    in range: ClosedRange<Double>, required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .number(in: range), required: required, help: help)
  }

  /// A key that holds a share of one hundred percent, a fraction in memory.
  package static func share(
    _ name: String, _ path: Path<Double>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .share, required: required, help: help)
  }

  /// A key that holds a length of time.
  package static func duration(
    _ name: String, _ path: Path<Interval>,
    in range: ClosedRange<Interval> = .zero ... .longest, required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .duration(in: range), required: required, help: help)
  }

  /// A key that holds a time counted from the start of the run.
  package static func instant(
    _ name: String, _ path: Path<Instant>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .instant, required: required, help: help)
  }

  /// A key that holds so many per unit of time, per second in memory.
  package static func rate(
    _ name: String, _ path: Path<Double>,
    in range: ClosedRange<Double> = 0...1e9, required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .rate(in: range), required: required, help: help)
  }

  /// A key that holds a number of bytes.
  package static func size(
    _ name: String, _ path: Path<Int>,
    in range: ClosedRange<Int> = 0...Int.max, required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .size(in: range), required: required, help: help)
  }

  /// A key that holds any text.
  package static func text(
    _ name: String, _ path: Path<String>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .text, required: required, help: help)
  }

  /// A key that holds the name of a component.
  package static func component(
    _ name: String, _ path: Path<String>,
    of types: [String] = [], required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .component(of: types), required: required, help: help)
  }

  /// A key that holds the name of a fault.
  package static func fault(
    _ name: String, _ path: Path<String>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .fault, required: required, help: help)
  }

  /// A key that holds a link between two components.
  package static func link(
    _ name: String, _ path: Path<String>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .link, required: required, help: help)
  }

  /// A key that holds a length of time that varies.
  package static func distribution(
    _ name: String, _ path: Path<Distribution>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .durationDistribution, required: required, help: help)
  }

  /// A key that holds a number of bytes that varies.
  package static func sizeDistribution(
    _ name: String, _ path: Path<Distribution>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .sizeDistribution, required: required, help: help)
  }

  /// A key that holds a JSON document, taken as it is.
  package static func document(
    _ name: String, _ path: Path<JSONValue>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .document, required: required, help: help)
  }

  /// A key that holds one of an enum's raw values.
  package static func choice<Choice>(
    _ name: String, _ path: Path<Choice>,
    required: Bool = false, help: String
  ) -> Parameter
  where Choice: CaseIterable & RawRepresentable & Sendable, Choice.RawValue == String {
    Parameter(name, path, .choice, required: required, help: help)
  }

  /// A key that holds an object with described keys.
  package static func object<Value: Described>(
    _ name: String, _ path: Path<Value>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .object, required: required, help: help)
  }

  /// A key that holds several values of one notation.
  package static func list<Element>(
    _ name: String, _ path: Path<[Element]>,
    of element: Notation<Element>, count: ClosedRange<Int> = 0...Int.max,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .list(of: element, count: count), required: required, help: help)
  }

  /// A key that holds values under names of the author's choice.
  package static func dictionary<Element>(
    _ name: String, _ path: Path<[Named<Element>]>,
    of element: Notation<Element>, required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .dictionary(of: element), required: required, help: help)
  }
}
