extension PageScript {
  /// What happens when a reader points at a graph, and how it all begins.
  static let pointing = #"""

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
        ? nameOf(graph, view.panel) + ": " : "")
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
        + views.map(view => (views.length > 1 ? nameOf(graph, view.panel) + " " : "")
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
        if (isSplit(graph)) make(frame, "h4", "", nameOf(graph, panel));
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
          if (!width || width === view.size.width && view.isLogarithmic === isLogarithmic) continue;
          view.isLogarithmic = isLogarithmic;
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

    function offerScale(redraw) {
      for (const grid of document.querySelectorAll("section.graphs>.gallery")) {
        const label = document.createElement("label");
        label.className = "scale";
        grid.before(label);
        const box = make(label, "input");
        box.type = "checkbox";
        label.append("Logarithmic scale");
        box.addEventListener("change", () => {
          isLogarithmic = box.checked;
          for (const other of document.querySelectorAll(".scale input"))
            other.checked = isLogarithmic;
          redraw();
        });
      }
    }

    const root = document.documentElement;
    try {
      const start = performance.now();
      hatch();
      offerCopy();
      const redraws = page.graphs.map((graph, place) =>
        fill(document.querySelector(`#graph-${place} .panels`), graph));
      const redraw = () => redraws.forEach(again => again());
      offerScale(redraw);
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
      for (const graphs of document.querySelectorAll("section.graphs"))
        make(graphs, "p", "caution", "The graphs could not be drawn: " + error.message);
    }

    """#
}
