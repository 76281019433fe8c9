/// The script of a page: it unpacks the data, draws the graphs, and lets a reader point at them.
///
/// It makes every element by name and every text as a text node, so that nothing in a scenario can
/// become markup.
enum PageScript {
  static let text =
    "\"use strict\";\n(() => {\n" + reading + drawing + panels + pointing + "})();\n"

  /// The data and how its numbers are written.
  private static let reading = #"""
    const page = JSON.parse(document.getElementById("data").textContent);

    const isSplit = graph => page.parts[graph.part].length > 1;
    const nameOf = (graph, panel) => page.parts[graph.part][panel.column].name;

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
}
