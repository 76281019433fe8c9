internal import Simulation

/// What the script of a page draws the graphs from.
struct PageData {
  /// The most fault windows of a variant that are shaded; more could not be told apart.
  private static let mostWindows = 200

  private let gallery: GraphGallery
  private let columns: [PageColumn]

  init(_ gallery: GraphGallery, of columns: [PageColumn]) {
    self.gallery = gallery
    self.columns = columns
  }

  /// The data as one JSON document; see the script for how it is read.
  var json: String {
    let count = gallery.periodsPerPoint
    let graphs = gallery.graphs
    let period = columns.lazy.compactMap { $0.run?.period.seconds }.first ?? 60
    let runs = columns.compactMap { $0.run }
    let ends = runs.map { max($0.period * $0.phases.count, $0.endedAt - .start).seconds }
    return JSONText.document { json in
      json.member("period", period * Double(count))
      json.member("length", ends.reduce(period, max))
      json.array("columns", columns) { write($1, to: &$0) }
      json.array("graphs", graphs) { json, graph in
        write(count > 1 ? graph.folded(by: count) : graph, to: &json)
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

  private func write(_ graph: PageGraph, to json: inout JSONText) {
    let axis = graph.axis
    json.object(compact: true) { json in
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

extension GraphGallery {
  /// All graphs in the order of the page.
  var graphs: [PageGraph] { story + rooms.flatMap(\.graphs) }
}

/// The places of the graphs, which the script fills.
extension ReportPage {
  func writeGraphs(of gallery: GraphGallery, to html: inout HTMLText) {
    guard columns.contains(where: { $0.run != nil }) else { return }
    write(.graphs, "Graphs", note: note(on: gallery), to: &html) { html in
      html.element("noscript") { html in
        html.element(
          "p", ["class": "caution"],
          text: "The graphs are drawn by a script in this page, and scripts are turned off. "
            + "Their values are in metrics.csv.")
      }
      html.element("p", ["class": "spoken", "id": "reading", "aria-live": "polite"])
      var number = 0
      writeGrid(of: gallery.story, from: &number, to: &html)
      for room in gallery.rooms {
        html.element("details") { html in
          html.element("summary") { html in
            html.text("More of ")
            html.element("b", text: room.component)
            html.text(": " + room.graphs.map(\.subject).joined(separator: "; "))
          }
          writeGrid(of: room.graphs, from: &number, to: &html)
        }
      }
    }
  }

  private func note(on gallery: GraphGallery) -> String {
    var note = "Shaded: a fault holds. Point at a graph, or select it and use the arrow keys, to "
    note += "read every graph at that time."
    if isComparison {
      note += " All variants are drawn on the same scale, from the first replication, in which "
      note += "they see the same arrivals and faults."
    }
    let count = gallery.periodsPerPoint
    if count > 1 {
      note += " Each point stands for \(count) periods: their sum, or the highest of them."
    }
    return note
  }

  private func writeGrid(of graphs: [PageGraph], from number: inout Int, to html: inout HTMLText) {
    html.element("div", ["class": isComparison ? "graphs wide" : "graphs"]) { html in
      for graph in graphs {
        html.element("div", ["class": "graph", "id": "graph-\(number)"]) { html in
          html.element("h3") { html in
            html.text(graph.title)
            html.element("span", text: graph.subject)
            html.element("small", text: graph.note)
          }
          html.element("div", ["class": "panels " + graph.drawing.rawValue])
        }
        number += 1
      }
    }
  }
}
