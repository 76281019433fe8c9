/// The facts of a mistake, enough to make its sentence.
package enum Problem: Hashable, Sendable {
  /// The file is no text that could hold a scenario.
  case source(SourceProblem)
  /// The text is not JSON5.
  case syntax(SyntaxProblem)
  /// A word, text, number or comment of the text is not JSON5.
  case lexical(LexicalProblem)
  /// A value is not what its key may hold; `subject` is the key.
  case value(subject: String, ValueProblem)
  /// An object has the wrong keys.
  case keys(KeyProblem)
  /// A name stands for nothing, or for the wrong thing.
  case reference(ReferenceProblem)
  /// The scenario as a whole cannot be.
  case scenario(ScenarioProblem)
  /// A component or producer cannot be set up like this.
  case component(ComponentProblem)
  /// A fault cannot happen like this.
  case fault(FaultProblem)
  /// Something cannot be placed, or a place cannot fail, like this.
  case place(PlaceProblem)
  /// An expectation measures nothing, or cannot be compared.
  case expectation(ExpectationProblem)
  /// A file of recorded messages cannot be read.
  case trace(TraceProblem)
  /// What the file says is possible, and probably not wise.
  case advice(Lint)
}

/// Why a file is no text that could hold a scenario.
package enum SourceProblem: Hashable, Sendable {
  case empty
  /// The file holds white space and comments only.
  case blank
  case tooLarge(bytes: Int, limit: Int)
  /// The file has a zero byte in it.
  case binary
  case encoding(String)
  case invalidUTF8(byte: UInt8)
}

/// Where the values, keys, commas and brackets of a text are not as JSON5 has them.
package enum SyntaxProblem: Hashable, Sendable {
  /// What has an opening and a closing bracket.
  package enum Container: Hashable, Sendable { case object, list }

  case expectedValue(String)
  case expectedKey(String)
  case missingValue(of: String)
  case missingColon(after: String)
  case equalsSign(after: String)
  /// The value after which the comma is missing stands under a key, or in a list.
  case missingComma(after: String?)
  case strayComma
  case semicolon
  case duplicateKey(String, first: SourcePlace)
  case unclosed(Container, openedAt: SourcePlace)
  case mismatched(Container, openedAt: SourcePlace, found: String)
  case trailing(String)
  /// A word stands where the scenario should begin.
  case noObject(String)
  case tooDeep(limit: Int)
  case tooManyMistakes(limit: Int)
}

/// What is wrong with a single word, text, number or comment of JSON5.
package enum LexicalProblem: Hashable, Sendable {
  case hashComment
  /// A text without quotes, and the JSON5 word that is meant by it.
  case unquotedText(String, meant: String?)
  case unquotedKey(String)
  case leadingZero(String, fix: String)
  case longNumber(length: Int, limit: Int)
  case unterminatedText
  case textEndsEarly(quote: String)
  case unterminatedComment
  case digitEscape(String)
  case shortEscape(digits: Int)
  case loneSurrogate
}

/// What is wrong with the value of a key.
package enum ValueProblem: Hashable, Sendable {
  /// The value, as a message quotes it, is of the wrong shape.
  case unsuitable(found: String, AllowedValue)
  /// The value is of the right shape but too small or too large.
  case outOfRange(found: String, AllowedValue)
  /// A number stands where a quantity needs its unit; the fix is the number with a likely one.
  case noUnit(found: String, fix: String)
  /// A quantity that can be understood is not spelt as it must be, such as `"5 minutes"`.
  case misspelt(found: String, fix: String)
  /// The unit is none of the quantity's.
  case unknownUnit(found: String, unit: String, units: [String])
  /// A number or a flag stands in quotes.
  case needlessQuotes(found: String, fix: String)
  /// A text stands without quotes as a number or a flag would.
  case missingQuotes(found: String)
  /// The value is `null`, which the key does not take.
  case null(AllowedValue)
  case unknownWord(String, nearest: String?, words: [String])
  /// A list has too few or too many elements.
  case count(Int, allowed: ClosedRange<Int>)
  /// Two parameters stand in the wrong order, such as a minimum above its maximum.
  case notAscending(lower: String, upper: String)
  /// The weights or shares of a list have no positive sum.
  case noWeight
}

/// What is wrong with the keys of an object.
package enum KeyProblem: Hashable, Sendable {
  case unknown(String, nearest: String?, known: [String])
  case missing(String, AllowedValue)
  /// None of the keys that would tell what the object is.
  case undecided(subject: String, nearest: Correction?, keys: [String])
  /// Several of the keys that tell what the object is.
  case ambiguous(subject: String, found: [String])
  /// The name of a dictionary's entry is empty.
  case emptyName

  /// A misspelt key with the one that is meant.
  package struct Correction: Hashable, Sendable {
    package let found: String
    package let meant: String
  }
}

/// What is wrong with a name that stands for something else in the scenario.
package enum ReferenceProblem: Hashable, Sendable {
  /// Nothing of the kind has this name.
  case unknown(ReferenceKind, String, nearest: String?)
  /// A component is not of a type that the key takes.
  case wrongType(subject: String, name: String, type: String, allowed: [String])
  /// A patch takes something away that is not there.
  case nothingToRemove(String, nearest: String?)
}

/// What a name can stand for.
package enum ReferenceKind: String, Hashable, Sendable {
  case component
  case producer
  case fault
}
