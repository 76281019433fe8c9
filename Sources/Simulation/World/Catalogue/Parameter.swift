/// A value that a scenario file can spell out: which keys it has, what they may hold, what they do.
///
/// The one source of truth for the decoder, `faultline catalog`, the JSON Schema and the reference
/// page. A default has one home, the initialiser without arguments; decoder and help read it there.
package protocol Described: Sendable {
  /// The value with every parameter at its default.
  init()
  /// The keys, in the order of the reference.
  static var parameters: [Parameter<Self>] { get }
}

/// One key of a described value: its name, what it may hold, what it does, and where it goes.
package struct Parameter<Root>: Sendable {
  /// The key in the scenario file.
  package let name: String
  /// What the key may hold.
  package let kind: ParameterKind
  /// Whether a file that leaves the key out is mistaken.
  package let isRequired: Bool
  /// Whether the key may hold `null`, which means that there is none.
  package let isNullable: Bool
  /// One sentence of help.
  package let help: String
  /// Puts a decoded value of `kind` into the described value; `nil` is an explicit `null`.
  package let set: @Sendable (inout Root, ParameterValue?) -> Void
  /// Reads the value back, for the default that help prints; `nil` when there is none.
  package let get: @Sendable (Root) -> ParameterValue?

  /// A key from its parts; most keys are made by `init(_:_:_:required:help:)` or a named factory.
  package init(
    name: String, kind: ParameterKind, isRequired: Bool = false, isNullable: Bool = false,
    help: String,
    set: @escaping @Sendable (inout Root, ParameterValue?) -> Void,
    get: @escaping @Sendable (Root) -> ParameterValue?
  ) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
    self.isNullable = isNullable
    self.help = help
    self.set = set
    self.get = get
  }
}

/// What a key of a scenario file may hold, with its unit and range.
package indirect enum ParameterKind: Sendable {
  /// `true` or `false`.
  case flag
  /// A whole number.
  case integer(ClosedRange<Int>)
  /// A number without unit.
  case number(ClosedRange<Double>)
  /// A share from `"0%"` to `"100%"`; a fraction in memory.
  case share
  /// A length of time with its unit (`ms`, `s`, `m`, `h`, `d`).
  case duration(ClosedRange<Interval>)
  /// So many per unit of time, such as `"10/s"`; per second in memory.
  case rate(ClosedRange<Double>)
  /// A number of bytes with its unit (`B`, `KB`, `MB`, `GB`, of 1,024 each).
  case size(ClosedRange<Int>)
  /// Any text.
  case text
  /// One of a few words.
  case choice([String])
  /// The name of a component, of one of the given types where any are given.
  case component([String])
  /// The name of a fault of the scenario, by its `id`.
  case fault
  /// A link between two components, written `"from -> to"`.
  case link
  /// A length of time that varies, such as `"80ms"` or `{ lognormal: { p50: "80ms", p99: "400ms" } }`.
  case durationDistribution
  /// A number of bytes that varies.
  case sizeDistribution
  /// An object with described keys.
  case object(any Described.Type)
  /// An object whose only key says which it is and holds the rest: `{ poisson: "2/s" }`.
  case variant([ParameterVariant])
  /// An object told apart by which of these keys it has: a step is a `call`, a `put` or a `send`.
  case keyed([(key: String, type: any Described.Type)])
  /// Several values of one kind.
  case list(ParameterKind, count: ClosedRange<Int>)
  /// Values of one kind under names of the author's choice.
  case dictionary(ParameterKind)
  /// Either of several kinds; the first that fits the value's shape (text, number, object…) is taken.
  case either([ParameterKind])
  /// A JSON document, taken as it is.
  case document
  /// A time at which something happens, counted from the start of the run; `"0s"` is the start.
  case instant
}

/// One way to fill a `variant`: the key that names it and what the key holds.
package struct ParameterVariant: Sendable {
  /// The key that names the variant.
  package let name: String
  /// What the key holds.
  package let kind: ParameterKind
  /// One sentence of help.
  package let help: String

  /// A way to fill a `variant`.
  package init(_ name: String, _ kind: ParameterKind, help: String) {
    self.name = name
    self.kind = kind
    self.help = help
  }
}

/// A decoded value on its way from the file into a described value.
package indirect enum ParameterValue: Sendable {
  case flag(Bool)
  case integer(Int)
  /// A plain number, a share as a fraction, or a rate per second.
  case number(Double)
  case duration(Interval)
  case instant(Instant)
  /// A number of bytes.
  case size(Int)
  /// A text, a choice, or the name of a component, fault or link.
  case text(String)
  case distribution(Distribution)
  case object(any Described)
  case variant(String, ParameterValue)
  case list([ParameterValue])
  /// In the order of the file.
  case dictionary([(name: String, value: ParameterValue)])
  case document(JSONValue)
}
