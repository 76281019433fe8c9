/// Names that lead to other names, such as queues to their dead-letter queues.
struct NameGraph {
  private var names: [String] = []
  private var successors: [String: [String]] = [:]

  /// Adds a way from one name to another.
  mutating func connect(_ name: String, to other: String) {
    if successors[name] == nil { names.append(name) }
    successors[name, default: []].append(other)
  }

  /// Whether there is a way from one name straight to another.
  func connects(_ name: String, to other: String) -> Bool {
    successors[name]?.contains(other) ?? false
  }

  /// The circles that names lead in, each once, begun at the name that was connected first.
  ///
  /// A depth-first search without recursion, so that a long chain cannot exhaust the stack.
  func circles() -> [[String]] {
    var search = Search(successors: successors)
    for name in names { search.visit(name) }
    return search.circles
  }

  private struct Search {
    let successors: [String: [String]]
    var circles: [[String]] = []
    private var finished: Set<String> = []
    private var way: [String] = []
    /// Where each name of the way stands in it.
    private var places: [String: Int] = [:]
    /// How many successors of each name of the way were looked at.
    private var looked: [Int] = []

    init(successors: [String: [String]]) { self.successors = successors }

    mutating func visit(_ start: String) {
      guard !finished.contains(start) else { return }
      enter(start)
      while let name = way.last {
        let next = successors[name] ?? []
        let index = looked[looked.count - 1]
        guard index < next.count else {
          leave(name)
          continue
        }
        looked[looked.count - 1] += 1
        if let place = places[next[index]] {
          circles.append(Array(way[place...]))
        } else if !finished.contains(next[index]) {
          enter(next[index])
        }
      }
    }

    private mutating func enter(_ name: String) {
      places[name] = way.count
      way.append(name)
      looked.append(0)
    }

    private mutating func leave(_ name: String) {
      finished.insert(name)
      places[name] = nil
      way.removeLast()
      looked.removeLast()
    }
  }
}
