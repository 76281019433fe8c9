/// How JSONata sorts: by merging, so that equals keep their order, and one comparison may fail.
enum JSONataOrder {
  /// Sorts elements; `isAfter` says whether the first belongs behind the second.
  static func merged<Element>(
    _ elements: [Element], isAfter: (Element, Element) throws(JSONataError) -> Bool
  ) throws(JSONataError) -> [Element] {
    guard elements.count > 1 else { return elements }
    let middle = elements.count / 2
    let left = try merged(Array(elements[..<middle]), isAfter: isAfter)
    let right = try merged(Array(elements[middle...]), isAfter: isAfter)
    var result: [Element] = []
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      if try isAfter(left[i], right[j]) {
        result.append(right[j])
        j += 1
      } else {
        result.append(left[i])
        i += 1
      }
    }
    return result + left[i...] + right[j...]
  }

  /// Compares two keys of an order; what is not there comes last.
  static func compare(_ left: JSONataValue, _ right: JSONataValue) throws(JSONataError) -> Int {
    switch (left, right) {
    case (.undefined, .undefined): return 0
    case (.undefined, _): return 1
    case (_, .undefined): return -1
    case (.number(let a), .number(let b)): return a < b ? -1 : a > b ? 1 : 0
    case (.string(let a), .string(let b)): return JSONValue.order(a, b)
    case (.number, .string), (.string, .number):
      throw JSONataError(
        "T2007", "Type mismatch when comparing values in order-by clause")
    default:
      throw JSONataError(
        "T2008",
        "The expressions within an order-by clause must evaluate to numeric or string values")
    }
  }
}
