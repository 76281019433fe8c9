internal import Simulation

/// What the script of a page draws the graphs from.
struct PageData {
  /// The most fault windows of a variant that are shaded; more could not be told apart.
  private static let mostWindows = 200

  private let galleries: [GraphGallery]
  private let parts: [PagePart]
  private let fold: Int

  /// The graphs of each part, of which each point stands for so many periods.
  init(_ galleries: [GraphGallery], of parts: [PagePart], fold: Int) {
    self.galleries = galleries
    self.parts = parts
    self.fold = fold
  }

  /// The data as one JSON document; see the script for how it is read.
  var json: String {
    let runs = parts.flatMap(\.columns).compactMap { $0.run }
    let period = runs.lazy.map(\.period.seconds).first ?? 60
    let ends = runs.map { max($0.period * $0.phases.count, $0.endedAt - .start).seconds }
    return JSONText.document { json in
      json.member("period", period * Double(fold))
      json.member("length", ends.reduce(period, max))
      json.array("parts", parts) { json, part in
        json.array(compact: true) { json in
          for column in part.columns {
            json.element()
            write(column, to: &json)
          }
        }
      }
      json.key("graphs")
      json.array { json in
        for (part, gallery) in galleries.enumerated() {
          for graph in gallery.graphs {
            json.element()
            write(graph, ofPart: part, to: &json)
          }
        }
      }
    }
  }

  private func write(_ column: PageColumn, to json: inout JSONText) {
    json.object(compact: true) { json in
      json.member("name", column.name)
      let windows = column.run?.windows.prefix(Self.mostWindows) ?? []
      json.array("faults", Array(windows)) { json, window in
        json.array(compact: true) { json in
          json.element()
          json.value(column.blueprint.faults[window.fault].label)
          json.element()
          json.value(window.start.seconds)
          json.element()
          json.value(window.end.seconds)
        }
      }
    }
  }

  private func write(_ graph: PageGraph, ofPart part: Int, to json: inout JSONText) {
    let axis = graph.axis
    json.object(compact: true) { json in
      json.member("part", part)
      json.member("title", graph.title)
      json.member("subject", graph.subject)
      json.member("drawing", graph.drawing.rawValue)
      json.member("unit", graph.unit.rawValue)
      json.member("step", axis.step)
      json.array("ticks", axis.labels) { $0.value($1) }
      json.array("lines", graph.lines) { $0.value($1) }
      json.array("panels", graph.panels) { write($1, to: &$0) }
    }
  }

  private func write(_ panel: PageGraph.Panel, to json: inout JSONText) {
    let series = panel.values.map(CompactSeries.init)
    json.object { json in
      json.member("column", panel.column)
      json.array("values", series) { $0.value($1.text) }
      json.array("steps", series) { $0.value($1.stepsPerUnit) }
      json.array("totals", panel.totals) { $0.value($1) }
    }
  }
}
