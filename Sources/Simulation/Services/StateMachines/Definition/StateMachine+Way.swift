extension StateMachine {
  /// The places of the states that an execution can come to when nothing fails: all that catchers alone
  /// lead to is left out.
  var statesOnTheWay: Set<Int> {
    var open = [flows[0]]
    var way: Set<Int> = [flows[0]]
    func go(to place: Int?) {
      if let place, way.insert(place).inserted { open.append(place) }
    }
    while let place = open.popLast() {
      go(to: states[place].next)
      switch states[place].work {
      case .choice(let rules, let otherwise):
        for rule in rules { go(to: rule.next) }
        go(to: otherwise)
      case .parallel(let branches): for flow in branches { go(to: flows[flow]) }
      case .map(let map): go(to: flows[map.flow])
      case .pass, .task, .wait, .succeed, .fail: break
      }
    }
    return way
  }
}
