import Simulation

/// Pipes: what the service would refuse.
extension Inspection {
  mutating func inspect(_ pipe: Entry<PipeSettings>) {
    if case .list(let nodes) = pipe.node["filters"]?.value {
      for (filter, node) in zip(pipe.value.filters, nodes) {
        guard let problem = filter.problem else { continue }
        let range = node["pattern"]?.range ?? node.range
        note(
          .component(.eventPattern(problem)),
          at: Place(range: range, path: pipe.place("filters").path))
      }
    }
    inspectBatches(of: pipe)
    guard draft.settings(QueueComponentSettings.self, of: pipe.value.source) != nil else { return }
    for key in pipe.value.keysOfStreams {
      note(.component(.keyOfStreams(key, source: pipe.value.source)), at: pipe.place(key))
    }
  }

  private mutating func inspectBatches(of pipe: Entry<PipeSettings>) {
    guard let size = pipe.value.batchSize else { return }
    let target = draft.components.first { $0.name.text == pipe.value.target }?.value
    if let target, let limit = PipeSettings.batchLimit(ofTarget: Swift.type(of: target).typeName),
      size > limit
    {
      let problem = ComponentProblem.batchOverTarget(
        size: size, target: pipe.value.target, limit: limit)
      return note(.component(problem), at: pipe.place("batchSize"))
    }
    let isQueue = draft.settings(QueueComponentSettings.self, of: pipe.value.source) != nil
    if isQueue, size > 10, pipe.value.maximumBatchingWindow < .seconds(1) {
      note(.component(.batchWithoutWindow(size: size)), at: pipe.place("batchSize"))
    }
  }
}
