/// The named factories once more, for properties that may be `nil`.
extension Parameter {
  /// A key that holds `true` or `false` or `null`.
  package static func flag(
    _ name: String, _ path: Path<Bool?>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .flag, required: required, help: help)
  }

  /// A key that holds a whole number or `null`.
  package static func integer(
    _ name: String, _ path: Path<Int?>,
    in range: ClosedRange<Int> = 0...Int.max, required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .integer(in: range), required: required, help: help)
  }

  /// A key that holds a number without unit or `null`.
  package static func number(
    _ name: String, _ path: Path<Double?>,
    in range: ClosedRange<Double>, required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .number(in: range), required: required, help: help)
  }

  /// A key that holds a share of one hundred percent, a fraction in memory or `null`.
  package static func share(
    _ name: String, _ path: Path<Double?>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .share, required: required, help: help)
  }

  /// A key that holds a length of time or `null`.
  package static func duration(
    _ name: String, _ path: Path<Interval?>,
    in range: ClosedRange<Interval> = .zero ... .longest, required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .duration(in: range), required: required, help: help)
  }

  /// A key that holds a time counted from the start of the run or `null`.
  package static func instant(
    _ name: String, _ path: Path<Instant?>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .instant, required: required, help: help)
  }

  /// A key that holds so many per unit of time, per second in memory or `null`.
  package static func rate(
    _ name: String, _ path: Path<Double?>,
    in range: ClosedRange<Double> = 0...1e9, required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .rate(in: range), required: required, help: help)
  }

  /// A key that holds a number of bytes or `null`.
  package static func size(
    _ name: String, _ path: Path<Int?>,
    in range: ClosedRange<Int> = 0...Int.max, required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .size(in: range), required: required, help: help)
  }

  /// A key that holds any text or `null`.
  package static func text(
    _ name: String, _ path: Path<String?>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .text, required: required, help: help)
  }

  /// A key that holds the name of a component or `null`.
  package static func component(
    _ name: String, _ path: Path<String?>,
    of types: [String] = [], required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .component(of: types), required: required, help: help)
  }

  /// A key that holds the name of a fault or `null`.
  package static func fault(
    _ name: String, _ path: Path<String?>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .fault, required: required, help: help)
  }

  /// A key that holds a link between two components or `null`.
  package static func link(
    _ name: String, _ path: Path<String?>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .link, required: required, help: help)
  }

  /// A key that holds a length of time that varies or `null`.
  package static func distribution(
    _ name: String, _ path: Path<Distribution?>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .durationDistribution, required: required, help: help)
  }

  /// A key that holds a number of bytes that varies or `null`.
  package static func sizeDistribution(
    _ name: String, _ path: Path<Distribution?>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .sizeDistribution, required: required, help: help)
  }

  /// A key that holds a JSON document, taken as it is or `null`.
  package static func document(
    _ name: String, _ path: Path<JSONValue?>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .document, required: required, help: help)
  }

  /// A key that holds one of an enum's raw values or `null`.
  package static func choice<Choice>(
    _ name: String, _ path: Path<Choice?>,
    required: Bool = false, help: String
  ) -> Parameter
  where Choice: CaseIterable & RawRepresentable & Sendable, Choice.RawValue == String {
    Parameter(name, path, .choice, required: required, help: help)
  }

  /// A key that holds an object with described keys or `null`.
  package static func object<Value: Described>(
    _ name: String, _ path: Path<Value?>,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .object, required: required, help: help)
  }

  /// A key that holds several values of one notation or `null`.
  package static func list<Element>(
    _ name: String, _ path: Path<[Element]?>,
    of element: Notation<Element>, count: ClosedRange<Int> = 0...Int.max,
    required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .list(of: element, count: count), required: required, help: help)
  }

  /// A key that holds values under names of the author's choice or `null`.
  package static func dictionary<Element>(
    _ name: String, _ path: Path<[Named<Element>]?>,
    of element: Notation<Element>, required: Bool = false, help: String
  ) -> Parameter {
    Parameter(name, path, .dictionary(of: element), required: required, help: help)
  }
}
