/// Finds the word that somebody who mistyped probably meant.
package enum NearestWord {
  /// The word with the fewest slips between it and what was typed; the first one where two are as
  /// near, and none where more than a third of the letters would be wrong.
  package static func to(_ typed: String, among words: [String]) -> String? {
    var best: (word: String, slips: Int)?
    for word in words {
      let slips = slips(from: Array(typed.lowercased()), to: Array(word.lowercased()))
      let allowed = max(1, max(typed.count, word.count) / 3)
      if slips <= allowed, slips < best?.slips ?? .max { best = (word, slips) }
    }
    return best?.word
  }

  /// How many letters must be put in, left out, changed or swapped with their neighbour: the optimal
  /// string alignment distance of Damerau (1964) and Levenshtein (1966).
  private static func slips(from typed: [Character], to word: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...word.count)
    for row in typed.indices {
      var current = [row + 1]
      for column in word.indices {
        let substitution = last[column] + (typed[row] == word[column] ? 0 : 1)
        var slips = min(substitution, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, typed[row] == word[column - 1], typed[row - 1] == word[column] {
          slips = min(slips, beforeLast[column - 1] + 1)
        }
        current.append(slips)
      }
      (beforeLast, last) = (last, current)
    }
    return last[word.count]
  }
}
