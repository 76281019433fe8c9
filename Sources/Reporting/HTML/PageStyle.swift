/// The style sheet of a page.
enum PageStyle {
  static let text = frame + content + graphs + paper

  /// The page as a whole, its head and its sections.
  private static let frame = """
    *{box-sizing:border-box}
    html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--page);color:var(--ink);
      font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
    header,main{max-width:1280px;margin:0 auto;padding:0 24px}
    header{padding-top:28px}
    h1{font-size:26px;line-height:1.25;margin:2px 0 8px;letter-spacing:-.01em;text-wrap:balance}
    h2{font-size:19px;line-height:1.3;margin:0 0 4px}
    h3{font-size:15px;line-height:1.35;margin:0 0 6px}
    h1,h2,h3,li,p,summary{overflow-wrap:anywhere}
    th,td{overflow-wrap:break-word}
    a{color:var(--link)}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:4px}
    .brand{margin:0;color:var(--faint);font-size:12px;font-weight:600;letter-spacing:.08em;
      text-transform:uppercase}
    .facts{display:flex;flex-wrap:wrap;gap:2px 18px;margin:0;padding:0;list-style:none;
      color:var(--faint)}
    nav{display:flex;flex-wrap:wrap;gap:4px 18px;margin:14px 0 0;font-size:14px}
    nav a{padding:3px 0;text-decoration:none}
    nav a:hover{text-decoration:underline}
    section{background:var(--sheet);border:1px solid var(--rule);border-radius:10px;
      margin:18px 0;padding:18px 20px}
    .note{color:var(--faint);margin:0 0 12px;max-width:85ch;font-size:14px}
    .spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
      white-space:nowrap}
    .skip{position:absolute;left:-999px}
    .skip:focus{left:12px;top:8px;background:var(--sheet);padding:6px 10px;z-index:2}

    """

  /// The verdict, the bars, the tables.
  private static let content = """
    .verdict{border-left:6px solid var(--tone);padding:20px 24px;--tone:var(--link)}
    .verdict.good{--tone:var(--good)}
    .verdict.bad{--tone:var(--bad)}
    .verdict.warning{--tone:var(--warning)}
    .verdict h2{font-size:21px;margin:0;max-width:60ch;text-wrap:pretty}
    .verdict.good h2::before,.verdict.bad h2::before,.verdict.warning h2::before{
      color:var(--tone);margin-right:.4em}
    .verdict.good h2::before{content:"✓"}
    .verdict.bad h2::before{content:"✗"}
    .verdict.warning h2::before{content:"?"}
    .verdict>p{margin:8px 0 0;max-width:95ch}
    .verdict ul{margin:10px 0 0;padding-left:20px;max-width:95ch}
    .verdict li{margin:3px 0}
    .caution{margin:12px 0 0;padding:8px 12px;max-width:95ch;border-left:3px solid var(--warning);
      background:color-mix(in srgb,var(--warning) 9%,transparent)}
    .caution strong{color:var(--warning)}
    .verdict .caution ul{margin-top:2px}
    .bars{display:grid;gap:10px;margin:14px 0 10px}
    .bar b{display:block;font-weight:600;font-size:14px;margin-bottom:3px}
    .bar>div{display:flex;height:26px;border-radius:5px;overflow:hidden;
      background:color-mix(in srgb,var(--ink) 8%,transparent)}
    .bar span{min-width:3px;display:flex;align-items:center;justify-content:center;
      border-right:1px solid var(--sheet)}
    .bar span:last-child{border-right:0}
    .bar em{font:600 12px/1 system-ui,sans-serif;font-style:normal;padding:3px 6px;
      border-radius:4px;background:var(--sheet);color:var(--ink);white-space:nowrap}
    .completed{background:var(--line-0)}
    .lost{background:repeating-linear-gradient(45deg,var(--bad) 0 6px,
      color-mix(in srgb,var(--bad) 55%,var(--sheet)) 6px 9px)}
    .halfDone{background:repeating-linear-gradient(90deg,var(--line-3) 0 5px,
      color-mix(in srgb,var(--line-3) 45%,var(--sheet)) 5px 9px)}
    .stuck{background:repeating-linear-gradient(-45deg,var(--line-1) 0 3px,
      color-mix(in srgb,var(--line-1) 35%,var(--sheet)) 3px 9px)}
    .pending{background:repeating-linear-gradient(0deg,var(--faint) 0 2px,
      color-mix(in srgb,var(--faint) 25%,var(--sheet)) 2px 6px)}
    .legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0 0 14px;color:var(--faint);
      font-size:13px}
    .legend span{display:inline-flex;align-items:center;gap:6px}
    .swatch{width:22px;height:12px;border-radius:3px}
    .frame{overflow-x:auto;margin:12px 0 0}
    table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:14px}
    th,td{text-align:right;vertical-align:top;padding:7px 12px;border-bottom:1px solid var(--rule)}
    tbody tr:last-child>*{border-bottom:0}
    thead th{color:var(--faint);font-weight:600;font-size:13px;vertical-align:bottom;
      text-wrap:balance}
    th:first-child,.wordy th,.wordy td{text-align:left}
    tbody th{font-weight:600;min-width:9em;max-width:24em}
    th:first-child{position:sticky;left:0;background:var(--sheet)}
    .wordy tbody th{width:1%;max-width:none;white-space:nowrap;padding-right:28px}
    td{min-width:5.5em;white-space:nowrap}
    .wordy td{min-width:9em;white-space:normal}
    th:first-child{padding-left:0}
    tr>:last-child{padding-right:0}
    th small,td small{display:block;color:var(--faint);font-size:12.5px;font-weight:400}
    .quiet{color:var(--faint)}
    .news{font-weight:600}
    .better small:last-child,.pass{color:var(--good)}
    .worse small:last-child,.fail{color:var(--bad)}
    .inconclusive{color:var(--warning)}
    .pass,.fail,.inconclusive{font-weight:600}
    details{border-top:1px solid var(--rule);margin-top:8px;padding-top:6px}
    summary{cursor:pointer;padding:4px 0;color:var(--faint)}
    summary b{color:var(--ink)}
    .part{border:0;margin:18px 0 0;padding:0}
    .part>summary{background:var(--sheet);border:1px solid var(--rule);border-radius:10px;
      padding:12px 20px;color:var(--ink)}
    .scale{display:inline-flex;gap:8px;align-items:center;font-size:14px;cursor:pointer}
    .command{display:flex;gap:10px;align-items:stretch;margin:10px 0 14px}
    pre{flex:1;min-width:0;margin:0;padding:11px 14px;overflow-x:auto;border-radius:6px;
      background:var(--page);border:1px solid var(--rule);font-size:13.5px}
    button{font:inherit;font-size:14px;padding:0 16px;border-radius:6px;
      border:1px solid var(--rule);
      background:var(--sheet);color:var(--link);cursor:pointer}

    """

  /// The graphs, whose inside the script draws.
  private static let graphs = """
    .gallery{display:grid;gap:26px 32px;grid-auto-flow:dense;margin-top:16px;
      grid-template-columns:repeat(auto-fill,minmax(min(100%,440px),1fr))}
    .gallery.wide{display:block}
    .graph:has(>.ribbon){grid-column:1/-1}
    .gallery+details{margin-top:26px}
    .wide .graph{margin-bottom:30px}
    .graph{min-width:0}
    .graph h3 span{font-weight:400;margin-left:.6em}
    .graph h3 small{font-weight:400;font-size:12.5px;color:var(--faint);margin-left:.8em;
      white-space:nowrap}
    .panels{display:grid;gap:14px 22px}
    .wide .panels{grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr))}
    .wide .panels.ribbon,.panels.ribbon{grid-template-columns:1fr;gap:4px}
    .ribbon .panel{display:grid;grid-template-columns:1fr auto;align-items:baseline}
    .ribbon .panel>div{grid-column:1/-1;grid-row:2}
    .ribbon .panel .keys{grid-column:2;grid-row:1;justify-content:end}
    .panel{min-width:0;position:relative}
    .panel h4{margin:0 0 2px;font-size:13px;font-weight:600}
    .panel svg{display:block;width:100%;height:auto;touch-action:pan-y;overflow:visible}
    .absent{display:grid;place-items:center;color:var(--faint);font-size:13px;min-height:158px;
      border:1px dashed var(--rule);border-radius:6px}
    .keys{display:flex;flex-wrap:wrap;gap:1px 16px;margin:2px 0 0;padding:0;list-style:none;
      font-size:12.5px;color:var(--faint)}
    .keys li{display:inline-flex;align-items:center;gap:6px}
    .keys svg{width:24px;height:10px;flex:none}
    .keys b{color:var(--ink);font-weight:600;font-variant-numeric:tabular-nums}
    svg text{font:11px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
      fill:var(--faint)}
    svg .grid{stroke:var(--rule);stroke-width:1}
    svg .base{stroke:var(--faint);stroke-width:1}
    svg .line{fill:none;stroke-width:1.75;stroke-linejoin:round;stroke-linecap:butt}
    svg .line.dot{stroke-linecap:round;stroke-width:4}
    svg .fill{stroke:none;opacity:.18}
    svg .window{fill:var(--bad);opacity:.1}
    svg .edge{stroke:var(--bad);stroke-width:1;stroke-dasharray:2 3;opacity:.7}
    svg .cap{fill:var(--bad)}
    svg .fault{fill:var(--bad);font-weight:600}
    svg .cross{stroke:var(--ink);stroke-width:1}
    svg .now{fill:var(--ink)}
    svg .now+text{fill:var(--sheet);font-weight:600}
    svg .state-0{fill:color-mix(in srgb,var(--line-2) 22%,var(--sheet));stroke:var(--line-2)}
    svg .state-1{fill:url(#half-open);stroke:var(--warning)}
    svg .state-2{fill:var(--bad);stroke:var(--bad)}
    svg .on-2{fill:var(--sheet);font-weight:600}
    svg .on-0,svg .on-1{fill:var(--ink)}
    .line-0{stroke:var(--line-0);fill:var(--line-0)}
    .line-1{stroke:var(--line-1);fill:var(--line-1)}
    .line-2{stroke:var(--line-2);fill:var(--line-2)}
    .line-3{stroke:var(--line-3);fill:var(--line-3)}

    """

  /// Narrow screens, and paper.
  private static let paper = """
    @media (max-width:640px){
      header,main{padding:0 12px}
      header{padding-top:18px}
      h1{font-size:21px}
      section{padding:14px 14px;border-radius:8px;margin:12px 0}
      .verdict{padding:14px 16px}
      .verdict h2{font-size:18px}
      th,td{padding:6px 9px}
      tbody th,.wordy tbody th{min-width:7.5em;max-width:9.5em;white-space:normal}
      .command{flex-direction:column}
      button{padding:8px 16px}
    }
    @media print{
      @page{margin:14mm}
      body{background:#fff;font-size:11px}
      nav,.skip,button,.scale,details:not(.part):not([open]),
      .measures:has(>details:not([open])){display:none}
      header,main{max-width:none;padding:0}
      section{border:0;border-radius:0;padding:0;margin:16px 0}
      .verdict{border-left:4px solid var(--tone);padding-left:12px}
      .panel,tr,.bar,.verdict{break-inside:avoid}
      h2,h3{break-after:avoid}
      .frame{overflow:visible}
      pre{white-space:pre-wrap}
      *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    }
    @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}

    """
}
