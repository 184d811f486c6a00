/// How the page looks: on a screen, light or dark, and on paper; nothing is fetched.
enum Stylesheet {
  static let text = """
    :root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --page: #ffffff;
      --panel: #f6f8fa; --rule: #d1d9e0; --more: #0a6ebd; --less: #c2500a; --mark: #eaf3fb; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa6b2;
      --page: #10151b; --panel: #181f27; --rule: #35404c; --more: #58a9f0; --less: #f28b4b;
      --mark: #15293c; } }
    * { box-sizing: border-box; }
    html { font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "PingFang SC",
      "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
    body { margin: 0 auto; max-width: 1120px; padding: 2.5rem 1.5rem 4rem; color: var(--ink);
      background: var(--page); }
    h1 { font-size: 1.9rem; line-height: 1.25; margin: 0 0 .4rem; }
    h2 { font-size: 1.25rem; margin: 3rem 0 .9rem; padding-bottom: .35rem;
      border-bottom: 1px solid var(--rule); }
    h3 { font-size: 1rem; margin: 2rem 0 .6rem; }
    p { margin: .5rem 0; max-width: 52em; text-wrap: pretty; }
    .lead { font-size: 1.08rem; }
    .soft, figcaption, caption { color: var(--soft); }
    .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(210px, 1fr));
      gap: .8rem; margin: 1.6rem 0 0; padding: 0; list-style: none; }
    .tiles li { background: var(--panel); border: 1px solid var(--rule); border-radius: 8px;
      padding: .8rem 1rem; }
    .tiles .name { display: block; color: var(--soft); font-size: .88rem; }
    .tiles .value { display: block; font-size: 1.35rem; font-weight: 650;
      font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
    .tiles .note { display: block; color: var(--soft); font-size: .85rem; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: .6rem 0; }
    caption { text-align: start; font-size: .88rem; padding: .2rem 0; }
    th, td { padding: .38rem .6rem; text-align: start; vertical-align: top;
      border-bottom: 1px solid var(--rule); }
    thead th { color: var(--soft); font-weight: 600; border-bottom: 2px solid var(--rule);
      white-space: nowrap; }
    tr.groups th { text-align: center; border-bottom: 1px solid var(--rule); }
    tr.groups td { border-bottom: 0; }
    tbody th { font-weight: 500; word-break: keep-all; min-width: 8.5em; }
    .number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
    tfoot th, tfoot td { font-weight: 650; border-bottom: 0; border-top: 2px solid var(--rule); }
    tr.differs { background: var(--mark); }
    figure { margin: 0; overflow-x: auto; }
    figcaption { font-size: .88rem; margin: .2rem 0 .4rem; }
    .key { display: inline-block; width: .8em; height: .8em; border-radius: 2px;
      margin-inline: .1em .35em; }
    .chart { display: block; width: 100%; min-width: 760px; height: auto; }
    .chart text { fill: var(--ink); font-size: 13px; font-variant-numeric: tabular-nums; }
    .chart .mark { fill: var(--soft); font-size: 12px; }
    .chart .middle { text-anchor: middle; }
    .chart .end { text-anchor: end; }
    .chart .grid { stroke: var(--rule); stroke-width: 1; }
    .chart .zero { stroke: var(--ink); stroke-width: 1.2; }
    .more { fill: var(--more); background: var(--more); }
    .less { fill: var(--less); background: var(--less); }
    .numbers { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; max-width: none; }
    @media print { :root { color-scheme: light; --ink: #000000; --soft: #444444;
        --page: #ffffff; --panel: #ffffff; --rule: #bbbbbb; --more: #0a6ebd; --less: #c2500a;
        --mark: #eeeeee; }
      html { font-size: 10.5pt; } body { max-width: none; padding: 0; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      h2, h3 { break-after: avoid; } figure, .difference, tr, .tiles { break-inside: avoid; }
      table { font-size: .82rem; } th, td { padding: .25rem .45rem; }
      .scroll, figure { overflow: visible; } .chart { min-width: 0; }
      @page { size: A4 landscape; margin: 14mm; } }

    """
}
