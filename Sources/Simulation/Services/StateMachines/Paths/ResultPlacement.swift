extension JSONPath {
  /// Puts a value where a Reference Path leads, making the objects on the way there; `nil` where the
  /// document has something else in the path's way.
  ///
  /// Members are made as they are needed, elements of arrays must be there
  /// (https://states-language.net/#using-paths).
  func placing(_ value: JSONValue, into document: JSONValue) -> JSONValue? {
    Self.place(value, along: steps[...], into: document)
  }

  private static func place(
    _ value: JSONValue, along steps: ArraySlice<Step>, into document: JSONValue?
  ) -> JSONValue? {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    switch (step, document) {
    case (.member(let name), nil):
      return place(value, along: rest, into: nil).map { .object([(key: name, value: $0)]) }
    case (.member(let name), .object(var members)?):
      if let index = members.firstIndex(where: { $0.key.utf8.elementsEqual(name.utf8) }) {
        guard let inner = place(value, along: rest, into: members[index].value) else { return nil }
        members[index].value = inner
      } else {
        guard let inner = place(value, along: rest, into: nil) else { return nil }
        members.append((key: name, value: inner))
      }
      return .object(members)
    case (.index(let index), .array(var elements)?):
      let index = index < 0 ? elements.count + index : index
      guard elements.indices.contains(index),
        let inner = place(value, along: rest, into: elements[index])
      else { return nil }
      elements[index] = inner
      return .array(elements)
    default: return nil
    }
  }
}
