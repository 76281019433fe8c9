extension String {
  /// The text fit for a message: on one line, without control characters, not overlong.
  ///
  /// What would move the terminal's cursor or turn the direction of writing shows as `�`.
  package func printable(upTo limit: Int = .max) -> String {
    var scalars = String.UnicodeScalarView()
    for (index, scalar) in unicodeScalars.enumerated() {
      if index == limit {
        scalars.append("…")
        break
      }
      scalars.append(scalar.isPrintable ? scalar : "\u{fffd}")
    }
    return String(scalars)
  }
}

extension Unicode.Scalar {
  /// Whether a terminal shows the scalar where it stands.
  var isPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
    default: true
    }
  }

  /// How many columns a terminal gives the scalar: two for East Asian and emoji, none for accents.
  ///
  /// The ranges are the wide blocks of Unicode Standard Annex #11, without single exceptions.
  var terminalWidth: Int {
    switch value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff,
      0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f900...0x1f9ff,
      0x20000...0x3fffd:
      return 2
    default: break
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return 1
    }
  }
}
