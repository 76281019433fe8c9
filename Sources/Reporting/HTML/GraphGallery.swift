internal import Simulation

/// The graphs of a page: those that tell the story, then the rest by component.
struct GraphGallery: Sendable {
  /// The graphs of one component that are no part of the story.
  struct Room: Sendable {
    let component: String
    let graphs: [PageGraph]
  }

  /// The messages, then the busiest functions, fullest queues, dead-letter queues and breakers, then
  /// the cost.
  private(set) var story: [PageGraph]
  /// What else there is to see.
  private(set) var rooms: [Room]
  /// How many periods each point stands for.
  private(set) var fold = 1

  /// Of each kind of component the story shows so many at most.
  private static let mostOfAKind = 3

  init(_ columns: [PageColumn]) {
    let names = columns.flatMap { $0.run?.parts.map(\.name) ?? [] }
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    story = Self.story(names, columns)
    let told = story.map { $0.title + "/" + $0.subject }
    rooms = names.compactMap { name in
      let graphs = GraphDesign.page.compactMap { $0.graph(of: name, in: columns) }
        .filter { $0.hasNews && !told.contains($0.title + "/" + $0.subject) }
      return graphs.isEmpty ? nil : Room(component: name, graphs: graphs)
    }
  }

  private static func story(_ names: [String], _ columns: [PageColumn]) -> [PageGraph] {
    let parks = { name in columns.contains { $0.blueprint.isDeadLetterQueue(name) } }
    let functions = largest(names.filter { name in !columns.contains { $0.isRedrive(name) } }) {
      highest(columns) { Double($0.count(.invocations, of: $1)) }($0)
    }
    let depth = highest(columns) { $0.peakDepth(of: $1) }
    let queues = largest(names.filter { !parks($0) }) {
      // A queue that is never full tells its story, too.
      highest(columns) { $0.peakDepth(of: $1) + Double($0.count(.messagesSent, of: $1)) }($0)
    }
    let parked = largest(names.filter(parks), by: depth)
    let breakers = largest(names, by: highest(columns) { Double($0.count(.breakerOpened, of: $1)) })
    func graphs(_ designs: [GraphDesign], of names: [String]) -> [PageGraph] {
      names.flatMap { name in designs.compactMap { $0.graph(of: name, in: columns) } }
    }
    return [PageGraph.goodput(of: columns, among: names)].compactMap(\.self)
      + graphs([.endToEnd], of: [World.messagesName])
      + graphs([.work, .percentiles], of: functions)
      + graphs([.depth, .age], of: queues) + graphs([.depth], of: parked)
      + graphs([.state], of: breakers) + [PageGraph.cost(of: columns)].compactMap(\.self)
  }

  /// The number of a component in the column where it is highest.
  private static func highest(
    _ columns: [PageColumn], _ number: @escaping (RunResult, String) -> Double
  ) -> (String) -> Double {
    { name in columns.compactMap(\.run).reduce(0) { max($0, number($1, name)) } }
  }

  /// The components with the largest numbers above zero, in the order of the scenario.
  private static func largest(_ names: [String], by number: (String) -> Double) -> [String] {
    let ranked = names.enumerated().map { (place: $0.offset, number: number($0.element)) }
      .filter { $0.number > 0 }
      .sorted { ($1.number, $0.place) < ($0.number, $1.place) }
    return ranked.prefix(mostOfAKind).map(\.place).sorted().map { names[$0] }
  }
}

extension GraphGallery {
  /// All graphs in the order of the page.
  var graphs: [PageGraph] { story + rooms.flatMap(\.graphs) }

  /// The most values that a page holds, so that it stays well below two megabytes.
  private static let mostPoints = 800_000
  /// The most periods that a panel can show apart.
  private static let mostPeriods = 1_500

  /// How many periods are drawn as one so that a page stays small and the eye can follow.
  static func periodsPerPoint(of galleries: [GraphGallery]) -> Int {
    let graphs = galleries.flatMap(\.graphs)
    let points = graphs.reduce(0) { $0 + $1.pointCount }
    let periods = graphs.flatMap(\.panels).flatMap(\.values).reduce(0) { max($0, $1.count) }
    return max(
      1, (points + mostPoints - 1) / mostPoints, (periods + mostPeriods - 1) / mostPeriods)
  }

  /// The same graphs with so many periods drawn as one.
  func folded(by count: Int) -> GraphGallery {
    guard count > 1 else { return self }
    var folded = self
    folded.fold = count
    folded.story = story.map { $0.folded(by: count) }
    folded.rooms = rooms.map { room in
      Room(component: room.component, graphs: room.graphs.map { $0.folded(by: count) })
    }
    return folded
  }
}
