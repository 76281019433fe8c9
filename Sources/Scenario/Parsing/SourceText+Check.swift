extension SourceText {
  /// What keeps the bytes from being a scenario's text at all, or nothing.
  func mistake() -> Mistake? {
    if bytes.count > Limit.fileSize {
      return .init(.source(.tooLarge(bytes: bytes.count, limit: Limit.fileSize)), at: .start)
    }
    if let encoding = foreignEncoding { return .init(.source(.encoding(encoding)), at: .start) }
    if let zero = bytes.firstIndex(of: 0) {
      return .init(.source(.binary), at: place(at: zero))
    }
    if let offset = firstInvalidByte {
      return .init(.source(.invalidUTF8(byte: bytes[offset])), at: place(at: offset))
    }
    return nil
  }

  /// The encoding that a byte order mark names, where it is not UTF-8.
  private var foreignEncoding: String? {
    if bytes.starts(with: [0xff, 0xfe, 0, 0]) || bytes.starts(with: [0, 0, 0xfe, 0xff]) {
      return "UTF-32"
    }
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) { return "UTF-16" }
    return nil
  }

  private var firstInvalidByte: Int? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }
}
