extension PageScript {
  /// One panel of a graph: its axes and what is drawn in them, and the keys beneath.
  static let panels = #"""

    const drawn = new Set();
    let pointed = null, isLogarithmic = false;
    const reading = document.getElementById("reading");

    function drawPanel(box, graph, panel, width) {
      const isRibbon = graph.drawing === "ribbon";
      const size = { width, right: width - layout.right };
      const time = seconds => layout.left + seconds / page.length * (size.right - layout.left);
      const windows = page.parts[graph.part][panel.column].faults;
      // Of the strips beneath each other the first bears the labels and the last the times.
      const isFirst = !isRibbon || panel === graph.panels.find(other => other.values.length);
      const isLast = !isRibbon || panel === graph.panels.findLast(other => other.values.length);
      const labels = isFirst ? labelled(windows, time, size.right) : [];
      size.top = 8 + layout.lane * labels.reduce((rows, label) => Math.max(rows, label.row + 1), 0);
      size.bottom = size.top + (isRibbon ? 24 : isSplit(graph) ? 116 : 150);
      const scale = isLogarithmic ? logarithmic(graph) : linear(graph);
      const height = value => size.bottom - scale.share(value) * (size.bottom - size.top);
      const svg = draw(null, "svg", {
        viewBox: `0 0 ${width} ${size.bottom + (isLast ? layout.axis : 2)}`,
        "aria-hidden": "true" });
      if (!isRibbon) scale.ticks.forEach(([value, label]) => {
        const y = height(value);
        draw(svg, "line", { class: value ? "grid" : "base", x1: layout.left, x2: size.right,
          y1: y, y2: y });
        draw(svg, "text", { x: layout.left - 7, y: y + 4, "text-anchor": "end" }, label);
      });
      if (isLast) drawTimes(svg, size, time);
      drawWindows(svg, windows, labels, size, time);
      const series = panel.series;
      if (isRibbon) drawStates(svg, series[0], size, time);
      // Solid lines first: those above them have gaps, through which they can be seen.
      else series.forEach((values, place) =>
        drawLine(svg, graph, values, place, size, time, height));
      const cross = draw(svg, "g", { visibility: "hidden" });
      box.replaceChildren(svg);
      return { graph, series, size, time, height, svg, cross, isRibbon, isLast };
    }

    function drawKeys(box, graph, panel) {
      const list = make(box, "ul", "keys");
      return graph.lines.map((name, place) => {
        const item = make(list, "li");
        if (graph.drawing !== "ribbon") {
          const key = draw(item, "svg", { viewBox: "0 0 24 10", "aria-hidden": "true" });
          draw(key, "path", { class: "line line-" + place % 4, d: "M0 5H24", style: "fill:none",
            "stroke-dasharray": dashes[place % 4] });
          if (graph.lines.length > 1)
            draw(key, "path", { class: "line-" + place % 4, d: marks[place % 4](12, 5) });
        }
        if (graph.drawing !== "ribbon") make(item, "span", "", name);
        return make(item, "b", "", panel.totals[place]);
      });
    }

    """#
}
