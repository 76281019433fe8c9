extension PageScript {
  /// One panel of a graph as SVG.
  static let drawing = #"""

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

    // Where the labels of fault windows stand: each once, in as few rows as they need, three at most.
    function labelled(windows, time, right) {
      const ends = [-Infinity, -Infinity, -Infinity], seen = new Set(), labels = [];
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

    const linear = graph => {
      const highest = (graph.ticks.length - 1) * graph.step;
      return { share: value => value / highest,
        ticks: graph.ticks.map((label, place) => [place * graph.step, label]) };
    };

    const powerOfTen = (graph, value) => {
      const seconds = { Seconds: value, Milliseconds: value / 1e3 }[graph.unit];
      return seconds >= 1 ? trimmed(seconds, 0) + " s" : written(graph, value);
    };

    // From the smallest value above zero to the largest, in whole powers of ten; beneath is zero.
    function logarithmic(graph) {
      let smallest = Infinity, largest = 0;
      for (const { series } of graph.panels)
        for (const values of series || []) for (const value of values)
          if (value > 0) {
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
          }
      if (!largest) return linear(graph);
      const top = Math.ceil(Math.log10(largest) - 1e-9);
      const low = Math.max(Math.floor(Math.log10(smallest) + 1e-9), top - 9) - 1;
      const ticks = [[0, "0"]], stride = Math.ceil((top - low) / 5);
      for (let power = top; power > low; power -= stride)
        ticks.push([10 ** power, powerOfTen(graph, Number((10 ** power).toPrecision(1)))]);
      return { ticks,
        share: value => value > 0 ? Math.max(0, (Math.log10(value) - low) / (top - low)) : 0 };
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
        draw(svg, "rect", { class: "cap", x: start, width: end - start, y: size.top - 3,
          height: 3 });
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
}
