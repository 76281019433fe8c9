extension JSONataBuiltIn {
  /// Functions of texts.
  func textValue(_ arguments: JSONataArguments) throws(JSONataError) -> JSONataValue {
    switch self {
    case .string:
      if arguments[0].isUndefined { return .undefined }
      return .string(arguments[0].text(isPretty: arguments[1].truth == true))
    case .join: return try joined(arguments)
    case .formatBase: return try inBase(arguments)
    default: break
    }
    guard let text = try arguments.text(0) else { return .undefined }
    let scalars = text.unicodeScalars
    switch self {
    case .length: return .number(Double(scalars.count))
    case .substring: return try substring(Array(scalars), arguments)
    case .substringBefore: return .string(try cut(text, arguments).before)
    case .substringAfter: return .string(try cut(text, arguments).after)
    case .uppercase: return .string(text.uppercased())
    case .lowercase: return .string(text.lowercased())
    case .trim:
      return .string(
        scalars.split { " \t\n\r".unicodeScalars.contains($0) }.map { String($0) }
          .joined(separator: " "))
    case .pad: return try padded(text, arguments)
    case .hash: return try hashed(text, arguments)
    case .parse: return try parsed(text)
    default: return try encoded(text)
    }
  }

  private func encoded(_ text: String) throws(JSONataError) -> JSONataValue {
    switch self {
    case .base64encode: return .string(Base64.encode(Array(text.utf8)))
    case .base64decode:
      guard let bytes = Base64.decode(text) else {
        throw JSONataError("", "The text \"\(text)\" is not Base64")
      }
      return .string(String(decoding: bytes, as: UTF8.self))
    case .encodeUrlComponent: return .string(PercentEncoding.encoded(text, keeping: ""))
    case .encodeUrl: return .string(PercentEncoding.encoded(text, keeping: ";/?:@&=+$,#"))
    default:
      guard let decoded = PercentEncoding.decoded(text) else {
        throw JSONataError(
          "D3140", "Malformed URL passed to $\(rawValue)(): \"\(text)\"")
      }
      return .string(decoded)
    }
  }

  private func substring(
    _ scalars: [Unicode.Scalar], _ arguments: JSONataArguments
  ) throws(JSONataError) -> JSONataValue {
    guard let start = try arguments.whole(1) else { throw arguments.mismatch(at: 1) }
    let first = Swift.min(start < 0 ? Swift.max(0, scalars.count + start) : start, scalars.count)
    var last = scalars.count
    if let length = try arguments.whole(2) {
      if length <= 0 { return .string("") }
      last = Swift.min(last, first + Swift.min(length, scalars.count))
    }
    return .string(String(String.UnicodeScalarView(scalars[first..<last])))
  }

  private func cut(
    _ text: String, _ arguments: JSONataArguments
  ) throws(JSONataError) -> (before: String, after: String) {
    guard let mark = try arguments.text(1) else { throw arguments.mismatch(at: 1) }
    guard let range = text.unicodeScalars.firstRange(of: mark.unicodeScalars) else {
      return (text, text)
    }
    return (
      String(text.unicodeScalars[..<range.lowerBound]),
      String(text.unicodeScalars[range.upperBound...])
    )
  }

  private func padded(
    _ text: String, _ arguments: JSONataArguments
  ) throws(JSONataError) -> JSONataValue {
    guard let width = try arguments.whole(1) else { throw arguments.mismatch(at: 1) }
    let filler = Array((try arguments.text(2) ?? " ").unicodeScalars)
    let missing = Swift.min(width.magnitude, 1 << 20).subtractingReportingOverflow(
      UInt(text.unicodeScalars.count))
    guard !missing.overflow, !filler.isEmpty else { return .string(text) }
    let padding = (0..<Int(missing.partialValue)).map { filler[$0 % filler.count] }
    let pad = String(String.UnicodeScalarView(padding))
    return .string(width < 0 ? pad + text : text + pad)
  }

  private func joined(_ arguments: JSONataArguments) throws(JSONataError) -> JSONataValue {
    if arguments[0].isUndefined { return .undefined }
    var parts: [String] = []
    for element in arguments[0].elements {
      guard case .string(let text) = element else {
        throw JSONataError(
          "T0412", "Argument 1 of function \"join\" must be an array of \"strings\"")
      }
      parts.append(text)
    }
    return .string(parts.joined(separator: try arguments.text(1) ?? ""))
  }

  private func inBase(_ arguments: JSONataArguments) throws(JSONataError) -> JSONataValue {
    guard let number = try arguments.number(0) else { return .undefined }
    let base = try arguments.whole(1) ?? 10
    guard (2...36).contains(base) else {
      throw JSONataError("D3100", "The radix of the formatBase function must be between 2 and 36")
    }
    guard let whole = Int(exactly: number.rounded(.toNearestOrEven)) else {
      throw JSONataError("D1001", "Number out of range: \(JSONataValue.text(of: number))")
    }
    return .string(String(whole, radix: base))
  }

  private func hashed(
    _ text: String, _ arguments: JSONataArguments
  ) throws(JSONataError) -> JSONataValue {
    let name = try arguments.text(1) ?? Digest.sha256.rawValue
    guard let digest = Digest(rawValue: name) else {
      throw JSONataError("", "The hash algorithm \"\(name)\" is not offered")
    }
    return .string(digest.hexadecimal(of: Array(text.utf8)))
  }

  private func parsed(_ text: String) throws(JSONataError) -> JSONataValue {
    guard let value = try? JSONReader.read(text) else {
      throw JSONataError("", "The text given to $parse is no JSON document")
    }
    return JSONataValue(value)
  }
}

/// Percent-encoding as JavaScript's `encodeURIComponent` does it.
enum PercentEncoding {
  private static let unreserved = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()".utf8)

  static func encoded(_ text: String, keeping kept: String) -> String {
    let kept = Set(unreserved + Array(kept.utf8))
    return text.utf8.reduce(into: "") { encoded, byte in
      if kept.contains(byte) {
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
  }

  static func decoded(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2,
        let value = UInt8(unsigned: String(decoding: digits, as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
