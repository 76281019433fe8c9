extension Mistake {
  /// The mistake as a compiler would print it, on several lines without a final line break.
  package func rendered(in source: SourceText) -> String {
    let place = "\(source.name.printable()):\(range.start)"
    var text = "\(place): \(severity.rawValue): \(problem.sentence)\n"
    text += Excerpt(of: range, in: source).text
    if let whereabouts { text += "\n  \(whereabouts)" }
    return text
  }

  /// The line that says in which object of which variant the mistake is.
  private var whereabouts: String? {
    let variant = variant.map { "in variant \($0.named)" }
    if path.isRoot { return variant }
    return "at \(path)" + (variant.map { ", \($0)" } ?? "")
  }
}

extension [Mistake] {
  /// The mistakes in file order, a blank line between them; beyond the limit they are counted.
  package func rendered(in source: SourceText, limit: Int = Limit.printedMistakes) -> String {
    let all = inFileOrder()
    var parts = all.prefix(limit).map { $0.rendered(in: source) }
    if all.count > limit { parts.append("and \((all.count - limit).counted("more mistake"))") }
    return parts.map { $0 + "\n" }.joined(separator: "\n")
  }
}
