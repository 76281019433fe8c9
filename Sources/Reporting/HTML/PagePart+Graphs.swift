internal import Simulation

/// The places of the graphs, which the script fills.
extension PagePart {
  func writeGraphs(
    of gallery: GraphGallery, numbers: inout Int, to html: inout HTMLText
  ) {
    guard columns.contains(where: { $0.run != nil }) else { return }
    write(.graphs, "Graphs", note: note(on: gallery), to: &html) { html in
      html.element("noscript") { html in
        html.element(
          "p", ["class": "caution"],
          text: "The graphs are drawn by a script in this page, and scripts are turned off. "
            + "Their values are in metrics.csv.")
      }
      writeGrid(of: gallery.story, from: &numbers, to: &html)
      for room in gallery.rooms {
        html.element("details") { html in
          html.element("summary") { html in
            html.text("More of ")
            html.element("b", text: room.component)
            html.text(": " + room.graphs.map(\.subject).joined(separator: "; "))
          }
          writeGrid(of: room.graphs, from: &numbers, to: &html)
        }
      }
    }
  }

  private func note(on gallery: GraphGallery) -> String {
    var note = "Shaded: a fault holds. Point at a graph, or select it and use the arrow keys, to "
    note += "read every graph at that time."
    if columns.count > 1 {
      note += " All variants are drawn on the same scale, from the first replication, in which "
      note += "they see the same arrivals and faults."
    }
    if gallery.fold > 1 {
      note += " Each point stands for \(gallery.fold) periods: their sum, or the highest of them."
    }
    return note
  }

  private func writeGrid(of graphs: [PageGraph], from number: inout Int, to html: inout HTMLText) {
    html.element("div", ["class": columns.count > 1 ? "gallery wide" : "gallery"]) { html in
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
