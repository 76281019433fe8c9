/// The script of a page: it unpacks the data, draws the graphs, and lets a reader point at them.
///
/// It makes every element by name and every text as a text node, so that nothing in a scenario can
/// become markup.
enum PageScript {
  static let text = "\"use strict\";\n(() => {\n" + reading + drawing + pointing + "})();\n"

  /// The data and how its numbers are written.
  private static let reading = #"""
    const page = JSON.parse(document.getElementById("data").textContent);

    // The reader's half of CompactSeries: differences in base 44, missing values as "!".
    function unpacked(text, stepsPerUnit) {
      const values = [];
      let value = 0, folded = 0, weight = 1;
      for (let place = 0; place < text.length; place++) {
        const code = text.charCodeAt(place);
        if (code === 33) { values.push(null); continue; }
        const digit = code - 35 - (code > 60) - (code > 92);
        folded += (digit % 44) * weight;
        weight *= 44;
        if (digit >= 44) continue;
        value += folded % 2 ? -(folded + 1) / 2 : folded / 2;
        values.push(value / stepsPerUnit);
        folded = 0;
        weight = 1;
      }
      return values;
    }

    const grouped = (value, decimals) => {
      const [whole, rest] = value.toFixed(decimals).split(".");
      const tail = rest ? "." + rest : "";
      return whole.replace(/\B(?=(\d{3})+$)/g, ",") + tail;
    };
    const trimmed = (value, decimals) => grouped(value, decimals).replace(/(\.\d*?)0+$/, "$1")
      .replace(/\.$/, "");
    const precise = value => trimmed(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0);

    function lasting(seconds) {
      if (seconds === 0) return "0 s";
      if (seconds < 0.99995e-3) return precise(seconds * 1e6) + " µs";
      if (seconds < 0.99995) return precise(seconds * 1e3) + " ms";
      if (seconds < 59.9995) return trimmed(seconds, seconds < 10 ? 2 : 1) + " s";
      const steps = [[60, "min", 1, "s"], [3600, "h", 60, "min"], [86400, "d", 3600, "h"]];
      let text = "";
      for (const [large, name, small, lesser] of steps) {
        const count = Math.round(seconds / small), ratio = large / small;
        if (count < ratio) break;
        text = Math.floor(count / ratio) + " " + name;
        if (count % ratio) text += " " + count % ratio + " " + lesser;
      }
      return text;
    }

    const units = {
      Milliseconds: value => lasting(value / 1e3),
      Seconds: lasting,
      USD: value => "$" + (value === 0 || value >= 0.0995
        ? grouped(value, 2) : Number(value.toPrecision(3)).toString()),
      Bytes: value => value < 1024 ? trimmed(value, 1) + " B" : trimmed(value / 1024, 1) + " KB",
    };
    const states = ["closed", "half-open", "open"];
    const written = (graph, value) => value === null || value === undefined ? "no data"
      : graph.drawing === "ribbon" ? states[value]
      : (units[graph.unit] || (count => trimmed(count, 2)))(value);

    """#

  /// One panel of a graph as SVG.
  private static let drawing = #"""

    const SVG = "http://www.w3.org/2000/svg";
    const dashes = ["", "7 3", "2 3", "9 3 2 3"];
    const layout = { left: 54, right: 12, lane: 15, axis: 20 };
    const ruler = document.createElement("canvas").getContext("2d");
    ruler.font = "600 11px system-ui, sans-serif";
    const widthOf = text => ruler.measureText(text).width;

    function draw(parent, name, attributes, text) {
      const element = document.createElementNS(SVG, name);
      for (const key in attributes) element.setAttribute(key, attributes[key]);
      if (text !== undefined) element.textContent = text;
      if (parent) parent.appendChild(element);
      return element;
    }
    function make(parent, name, style, text) {
      const element = document.createElement(name);
      if (style) element.className = style;
      if (text !== undefined) element.textContent = text;
      parent.appendChild(element);
      return element;
    }
    function shortened(text, room) {
      if (widthOf(text) <= room) return text;
      let length = text.length;
      while (length > 1 && widthOf(text.slice(0, length) + "…") > room) length--;
      return room < 24 ? "" : text.slice(0, length) + "…";
    }

    // Where the labels of fault windows stand: each once, in as few rows as they need, two at most.
    function labelled(windows, time, right) {
      const ends = [-Infinity, -Infinity], seen = new Set(), labels = [];
      for (const [label, from] of windows) {
        if (seen.has(label) || from >= page.length) continue;
        seen.add(label);
        const width = widthOf(label);
        const start = Math.max(layout.left, Math.min(time(from), right - width));
        const row = ends.findIndex(end => end + 10 <= start);
        if (row < 0) continue;
        const text = shortened(label, right - start);
        ends[row] = start + widthOf(text);
        labels.push({ text, start, row });
      }
      return labels;
    }

    function drawTimes(svg, size, time) {
      const ladder = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200,
        10800, 21600, 43200, 86400, 172800, 604800, 2592000, 31536000];
      const most = (size.right - layout.left) / 58;
      const step = ladder.find(seconds => page.length / seconds <= most) || page.length;
      const [unit, name] = page.length <= 120 ? [1, "s"] : page.length <= 7200 ? [60, "min"]
        : page.length <= 345600 ? [3600, "h"] : [86400, "d"];
      const last = Math.floor(page.length / step + 1e-9) * step;
      for (let tick = 0; tick <= last; tick += step) {
        const x = time(tick);
        draw(svg, "line", { class: "base", x1: x, x2: x, y1: size.bottom, y2: size.bottom + 4 });
        const isLast = tick + step > last;
        const label = trimmed(tick / unit, 2) + (isLast ? " " + name : "");
        const isCut = x + widthOf(label) / 2 > size.width;
        draw(svg, "text", { x: isCut ? size.width : x, y: size.bottom + 16,
          "text-anchor": isCut ? "end" : "middle" }, label);
      }
    }

    function drawWindows(svg, windows, labels, size, time) {
      for (const [, from, to] of windows) {
        if (from >= page.length) continue;
        const start = time(from), end = Math.max(start + 1.5, time(Math.min(to, page.length)));
        draw(svg, "rect", { class: "window", x: start, width: end - start, y: size.top,
          height: size.bottom - size.top });
        draw(svg, "rect", { class: "cap", x: start, width: end - start, y: size.top - 3, height: 3 });
        draw(svg, "line", { class: "edge", x1: start, x2: start, y1: size.top, y2: size.bottom });
        if (to < page.length)
          draw(svg, "line", { class: "edge", x1: end, x2: end, y1: size.top, y2: size.bottom });
      }
      for (const { text, start, row } of labels)
        draw(svg, "text", { class: "fault", x: start, y: size.top - 7 - row * layout.lane }, text);
    }

    // The corners of a line. Where many periods share a pixel, its lowest and highest are kept.
    function cornersOf(values, isStepped, time, height) {
      const runs = [];
      let run = null, column = null;
      const add = (x, y) => run.push([x, y]);
      values.forEach((value, place) => {
        if (value === null) { run = column = null; return; }
        if (!run) runs.push(run = []);
        const from = time(place * page.period), to = time((place + 1) * page.period);
        const y = height(value);
        if (to - from > 1.5) {
          if (isStepped) { add(from, y); add(to, y); } else add((from + to) / 2, y);
          return;
        }
        const x = Math.floor(from);
        if (column && column.x === x) {
          column.low = Math.max(column.low, y);
          column.high = Math.min(column.high, y);
          run.length = column.start;
        } else column = { x, low: y, high: y, start: run.length };
        add(x, column.low);
        if (column.high < column.low) add(x, column.high);
      });
      return runs;
    }
    const joined = run => run.map(([x, y]) => x.toFixed(1) + " " + y.toFixed(1)).join("L");

    function drawLine(svg, graph, values, place, size, time, height) {
      const isStepped = graph.drawing !== "line";
      const runs = cornersOf(values, isStepped, time, height);
      const style = " line-" + place % 4;
      if (graph.drawing === "area" && place === 0)
        for (const run of runs)
          draw(svg, "path", { class: "fill" + style, d: "M" + run[0][0].toFixed(1) + " "
            + size.bottom + "L" + joined(run) + "L" + run[run.length - 1][0].toFixed(1) + " "
            + size.bottom + "Z" });
      const lines = runs.filter(run => run.length > 1), dots = runs.filter(run => run.length < 2);
      if (lines.length)
        draw(svg, "path", { class: "line" + style, "stroke-dasharray": dashes[place % 4],
          style: "fill:none", d: lines.map(run => "M" + joined(run)).join("") });
      if (dots.length)
        draw(svg, "path", { class: "line dot" + style,
          d: dots.map(run => "M" + joined(run) + "h.01").join("") });
    }

    const marks = [
      (x, y) => `M${x - 4} ${y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z`,
      (x, y) => `M${x - 3.5} ${y - 3.5}h7v7h-7Z`,
      (x, y) => `M${x} ${y - 5}l5 9h-10Z`,
      (x, y) => `M${x} ${y - 5}l5 5l-5 5l-5 -5Z`,
    ];

    function drawStates(svg, values, size, time) {
      let start = 0;
      for (let place = 1; place <= values.length; place++) {
        if (place < values.length && values[place] === values[start]) continue;
        const state = values[start], x = time(start * page.period);
        const width = time(Math.min(page.length, place * page.period)) - x;
        start = place;
        if (state === null) continue;
        draw(svg, "rect", { class: "state-" + state, x, width, y: size.top + 2,
          height: size.bottom - size.top - 2 });
        if (width > widthOf(states[state]) + 8)
          draw(svg, "text", { class: "on-" + state, x: x + width / 2,
            y: (size.top + size.bottom) / 2 + 5, "text-anchor": "middle" }, states[state]);
      }
    }

    """#

  /// The panels of all graphs, and what happens when a reader points at one.
  private static let pointing = #"""

    const drawn = new Set();
    let pointed = null;
    const reading = document.getElementById("reading");

    function drawPanel(box, graph, panel, width) {
      const isRibbon = graph.drawing === "ribbon";
      const size = { width, right: width - layout.right };
      const time = seconds => layout.left + seconds / page.length * (size.right - layout.left);
      const windows = page.columns[panel.column].faults;
      // Of the strips beneath each other the first bears the labels and the last the times.
      const isFirst = !isRibbon || panel === graph.panels.find(other => other.values.length);
      const isLast = !isRibbon || panel === graph.panels.findLast(other => other.values.length);
      const labels = isFirst ? labelled(windows, time, size.right) : [];
      size.top = 8 + layout.lane * labels.reduce((rows, label) => Math.max(rows, label.row + 1), 0);
      size.bottom = size.top + (isRibbon ? 24 : page.columns.length > 1 ? 116 : 150);
      const highest = (graph.ticks.length - 1) * graph.step;
      const height = value => size.bottom - value / highest * (size.bottom - size.top);
      const svg = draw(null, "svg", { 
        viewBox: `0 0 ${width} ${size.bottom + (isLast ? layout.axis : 2)}`, "aria-hidden": "true" });
      if (!isRibbon) graph.ticks.forEach((label, place) => {
        const y = height(place * graph.step);
        draw(svg, "line", { class: place ? "grid" : "base", x1: layout.left, x2: size.right,
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

    // Shows the values of all graphs at a period, or what they come to over the run.
    function point(place) {
      pointed = place;
      for (const view of drawn) {
        view.cross.replaceChildren();
        view.cross.setAttribute("visibility", place === null ? "hidden" : "visible");
        view.keys.forEach((key, line) => {
          key.textContent = place === null ? view.panel.totals[line]
            : written(view.graph, view.series[line][place]);
        });
        if (place !== null) drawCross(view, place);
      }
    }

    function drawCross(view, place) {
      const { size, cross, series } = view;
      const x = view.time(Math.min(page.length, (place + 0.5) * page.period));
      draw(cross, "line", { class: "cross", x1: x, x2: x, y1: size.top, y2: size.bottom });
      if (!view.isRibbon) series.forEach((values, line) => {
        const value = values[place];
        if (value !== null && value !== undefined)
          draw(cross, "path", { class: "line-" + line % 4,
            d: marks[line % 4](Number(x.toFixed(1)), Number(view.height(value).toFixed(1))) });
      });
      if (!view.isLast) return;
      const label = lasting(place * page.period), width = widthOf(label) + 10;
      const start = Math.max(0, Math.min(size.width - width, x - width / 2));
      draw(cross, "rect", { class: "now", x: start, y: size.bottom + 3, width, height: 16, rx: 3 });
      draw(cross, "text", { x: start + width / 2, y: size.bottom + 15, "text-anchor": "middle" },
        label);
    }

    function speak(graph, views) {
      if (pointed === null) { reading.textContent = ""; return; }
      const parts = views.map(view => (views.length > 1
        ? page.columns[view.panel.column].name + ": " : "")
        + graph.lines.map((name, line) => name + " " + written(graph, view.series[line][pointed]))
          .join(", "));
      reading.textContent = "At " + lasting(pointed * page.period) + ": " + parts.join("; ");
    }

    function listen(box, graph, views) {
      const last = Math.ceil(page.length / page.period - 1e-9) - 1;
      const within = place => Math.max(0, Math.min(last, place));
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-roledescription", "graph");
      box.setAttribute("aria-label", `${graph.title}, ${graph.subject}: `
        + views.map(view => (views.length > 1 ? page.columns[view.panel.column].name + " " : "")
          + graph.lines.map((name, line) => name + " " + view.panel.totals[line]).join(", "))
          .join("; ") + ". Arrow keys read the values.");
      box.addEventListener("keydown", event => {
        const far = Math.max(1, Math.round((last + 1) / 20)), now = pointed === null ? -1 : pointed;
        const places = { ArrowRight: now + 1, ArrowLeft: now - 1, PageDown: now + far,
          PageUp: now - far, Home: 0, End: last, Escape: null };
        if (!(event.key in places) || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        point(event.key === "Escape" ? null : within(places[event.key]));
        speak(graph, views);
      });
      const follow = event => {
        const svg = event.target.closest && event.target.closest("svg");
        const view = views.find(view => view.svg === svg);
        if (!view) return;
        const area = svg.getBoundingClientRect(), { left } = layout;
        const x = (event.clientX - area.left) * view.size.width / area.width;
        const share = (x - left) / (view.size.right - left);
        const place = within(Math.floor(share * page.length / page.period));
        if (place !== pointed) requestAnimationFrame(() => point(place));
      };
      box.addEventListener("pointermove", follow);
      box.addEventListener("pointerdown", follow);
      box.addEventListener("pointerleave", event => {
        if (event.pointerType === "mouse") requestAnimationFrame(() => point(null));
      });
      box.addEventListener("blur", () => point(null));
    }

    // Draws a graph anew whenever its width has changed, as when a folded part is opened.
    function fill(box, graph) {
      const views = [];
      for (const panel of graph.panels) {
        const frame = make(box, "div", "panel");
        if (page.columns.length > 1) make(frame, "h4", "", page.columns[panel.column].name);
        if (!panel.values.length) {
          make(frame, "div", "absent", "not part of this variant");
          continue;
        }
        panel.series = panel.values.map((text, line) => unpacked(text, panel.steps[line]));
        const canvas = make(frame, "div");
        const view = { graph, panel, canvas, series: panel.series, size: { width: 0 } };
        view.keys = drawKeys(frame, graph, panel);
        views.push(view);
      }
      listen(box, graph, views);
      return () => {
        for (const view of views) {
          const width = box.closest("details:not([open])") ? 0 : view.canvas.clientWidth;
          if (!width || width === view.size.width) continue;
          Object.assign(view, drawPanel(view.canvas, graph, view.panel, width));
          drawn.add(view);
        }
      };
    }

    function hatch() {
      const svg = draw(document.body, "svg", { width: 0, height: 0, "aria-hidden": "true",
        style: "position:absolute" });
      const pattern = draw(svg, "pattern", { id: "half-open", width: 6, height: 6,
        patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
      draw(pattern, "rect", { width: 6, height: 6, style: "fill:var(--sheet)" });
      draw(pattern, "rect", { width: 3, height: 6, style: "fill:var(--warning);opacity:.5" });
    }

    function offerCopy() {
      const button = document.getElementById("copy");
      if (!navigator.clipboard) return;
      button.hidden = false;
      button.addEventListener("click", () => {
        const code = button.parentElement.querySelector("code");
        navigator.clipboard.writeText(code.textContent).then(
          () => { button.textContent = "Copied"; }, () => { button.textContent = "Not allowed"; });
      });
    }

    const root = document.documentElement;
    try {
      const start = performance.now();
      hatch();
      offerCopy();
      const redraws = page.graphs.map((graph, place) =>
        fill(document.querySelector(`#graph-${place} .panels`), graph));
      const redraw = () => redraws.forEach(again => again());
      redraw();
      let asked = 0;
      new ResizeObserver(() => {
        cancelAnimationFrame(asked);
        asked = requestAnimationFrame(redraw);
      }).observe(document.querySelector("main"));
      document.addEventListener("toggle", redraw, true);
      root.dataset.panels = drawn.size;
      root.dataset.milliseconds = Math.round(performance.now() - start);
    } catch (error) {
      root.dataset.error = error.message;
      const graphs = document.getElementById("graphs");
      if (graphs) make(graphs, "p", "caution", "The graphs could not be drawn: " + error.message);
    }

    """#
}
