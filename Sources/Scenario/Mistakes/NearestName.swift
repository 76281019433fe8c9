/// The right name that a misspelt one most probably means, or `nil` if none is close.
///
/// Close is a name that differs in case and separators only; then what the name is a usual word for
/// (`Synonyms`); then the least Damerau–Levenshtein distance (Damerau, *CACM* 7(3), 1964) of at most a
/// third of the length, the first of equals; then the only one that begins with what was written.
package func nearestName(to name: String, among names: some Sequence<String>) -> String? {
  let wanted = folded(name)
  guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
  let limit = wanted.count < 3 ? 0 : max(1, wanted.count / 3)
  let names = names.prefix(Limit.nearestCandidates).map { (name: $0, letters: folded($0)) }
  if let same = names.first(where: { $0.letters == wanted }) { return same.name }
  for meant in Synonyms.of(String(wanted)).map(Array.init) {
    if let found = names.first(where: { $0.letters == meant }) { return found.name }
  }
  var nearest: (name: String, distance: Int)?
  var completions: [String] = []
  for (candidate, letters) in names {
    if wanted.count >= 3, letters.starts(with: wanted) { completions.append(candidate) }
    guard abs(letters.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, letters)
    if distance <= limit, distance < nearest?.distance ?? .max { nearest = (candidate, distance) }
  }
  return nearest?.name ?? (completions.count == 1 ? completions.first : nil)
}

/// A name without case and separators, so that `visibility_timeout` is `visibilityTimeout`.
private func folded(_ name: String) -> [Character] {
  name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
}

/// How many letters must be added, left out, replaced or swapped with their neighbour.
///
/// The optimal string alignment variant, in which no letter is touched twice.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for row in 1...max(left.count, 1) where !left.isEmpty {
    var current = [row]
    for column in 1...max(right.count, 1) where !right.isEmpty {
      let isEqual = left[row - 1] == right[column - 1]
      var cost = min(last[column], current[column - 1]) + 1
      cost = min(cost, last[column - 1] + (isEqual ? 0 : 1))
      let isSwap =
        row > 1 && column > 1 && left[row - 1] == right[column - 2]
        && left[row - 2] == right[column - 1]
      if isSwap { cost = min(cost, beforeLast[column - 2] + 1) }
      current.append(cost)
    }
    beforeLast = last
    last = current
  }
  return last[right.count]
}
