import { PRINTED_ROWS } from './table.ts';

/** The page's looks: light and dark by variables, narrow screens, paper. */
export const STYLE = `
:root { color-scheme: light; --bg: #f6f8fa; --card: #fff; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0;
  --accent: #0a58b8; --error: #b42318; --warning: #8a5a00; --good: #1a6b35; --error-bg: #fdecea; --warning-bg: #fff4d6;
  --good-bg: #e6f5ea; --doubt-bg: #eaf1fb; --bar: #4c8dd6; --shadow: 0 1px 2px #1f232814; }
:root[data-theme=dark] { color-scheme: dark; --bg: #0d1117; --card: #161b22; --text: #e6edf3; --quiet: #9ba5b0; --line: #30363d;
  --accent: #79b8ff; --error: #ff8f86; --warning: #e3b341; --good: #6fdd8b; --error-bg: #3c1618; --warning-bg: #33270a;
  --good-bg: #12301c; --doubt-bg: #152338; --shadow: none; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--bg); color: var(--text); font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; }
main, header > div, footer { max-width: 2160px; margin: 0 auto; padding: 0 clamp(12px, 2vw, 40px); }
header { background: var(--card); border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 5; }
header > div { display: flex; align-items: center; gap: 18px; min-height: 48px; flex-wrap: wrap; }
header strong { font-size: 15px; letter-spacing: .01em; } header .file { color: var(--quiet); overflow-wrap: anywhere; flex: 1 1 120px; }
.search { display: flex; gap: 8px; align-items: center; } .search input { width: 17em; max-width: 60vw; } #found { font-size: 12.5px; color: var(--quiet); min-width: 4.5em; }
[data-hosted] header strong, [data-hosted] header .file { display: none; } [data-hosted] nav { flex: 1 1 auto; }
nav { display: flex; gap: 14px; flex-wrap: wrap; } a { color: var(--accent); } nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
section { margin: 28px 0; scroll-margin-top: 64px; }
h1 { font-size: 22px; line-height: 1.35; margin: 0; font-weight: 600; overflow-wrap: anywhere; }
h2 { font-size: 18px; margin: 0 0 12px; } h3 { font-size: 16px; margin: 0; overflow-wrap: anywhere; } h4 { font-size: 14px; margin: 12px 0 4px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet, .count, .at, .gap, figcaption .of, .filter-note { color: var(--quiet); } .count { font-weight: normal; font-size: 15px; }
.verdict { margin: 24px 0 16px; padding: 16px 20px; border-radius: 8px; border-left: 6px solid; background: var(--card); box-shadow: var(--shadow); }
.verdict p:first-child { margin: 0 0 2px; font-size: 12px; text-transform: uppercase; letter-spacing: .08em; } .verdict .next { margin: 6px 0 0; overflow-wrap: anywhere; }
.verdict.error { border-color: var(--error); background: var(--error-bg); } .verdict.error p:first-child { color: var(--error); }
.verdict.warning { border-color: var(--warning); background: var(--warning-bg); } .verdict.warning p:first-child { color: var(--warning); }
.verdict.good { border-color: var(--good); background: var(--good-bg); } .verdict.good p:first-child { color: var(--good); }
.verdict.doubt { border-color: var(--accent); background: var(--doubt-bg); } .verdict.doubt p:first-child { color: var(--accent); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(250px, 1fr)); gap: 12px 28px; margin: 0; }
.facts dt { color: var(--quiet); font-size: 12px; } .facts dd { margin: 0; overflow-wrap: anywhere; }
.trust { margin: 14px 0 0; } .trust.good { color: var(--good); } .trust.doubt { color: var(--warning); } .trust p { margin: 0; } .trust ul { margin: 2px 0 0; padding-left: 20px; }
.finding, .chart, .group, .table-card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; box-shadow: var(--shadow); }
.finding { padding: 14px 18px; margin: 0 0 14px; border-left: 5px solid var(--line); }
.finding.error { border-left-color: var(--error); } .finding.warning { border-left-color: var(--warning); }
.finding p { margin: 6px 0; overflow-wrap: anywhere; } .message { max-width: 80ch; }
.badges { font-size: 13px; color: var(--quiet); } .badge { border: 1px solid var(--line); border-radius: 999px; padding: 0 8px; font-size: 12px; display: inline-block; }
.badge.error { color: var(--error); border-color: currentColor; } .badge.warning { color: var(--warning); border-color: currentColor; }
code, pre { font: 12.5px/1.5 ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace; } code { overflow-wrap: anywhere; }
pre { background: var(--bg); border: 1px solid var(--line); border-radius: 6px; padding: 10px 12px; overflow-x: auto; }
details > summary { cursor: pointer; color: var(--accent); width: fit-content; } details { margin: 8px 0 0; }
.help { max-width: 84ch; padding: 4px 0 4px 14px; border-left: 2px solid var(--line); margin-top: 8px; }
.finding-list { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(860px, 100%), 1fr)); gap: 14px; align-items: start; } .finding-list .finding { margin: 0; min-width: 0; scroll-margin-top: 64px; }
.found { font-size: 11px; text-decoration: none; color: var(--error); } .hit { outline: 1px solid var(--accent); outline-offset: -1px; } section.target { outline: 0 !important; } .current, .target { outline: 3px solid var(--accent); outline-offset: -2px; } tbody tr { scroll-margin-top: 110px; }
.whole-note { color: var(--warning); font-size: 13px; margin: 0 0 8px; } .print-note { display: none; }
.columns { columns: 3 220px; font-size: 13px; }
.story { margin: 10px 0 4px; } .story .subject { font-size: 13px; color: var(--quiet); margin: 0 0 2px; }
.story ol { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; row-gap: 10px; }
.story li { position: relative; flex: 0 1 auto; min-width: 96px; max-width: 220px; padding: 24px 12px 0 0; font-size: 13px; }
.story li > span, .story li > strong { display: block; overflow-wrap: anywhere; }
.story .dot { position: absolute; top: 7px; left: 0; width: 12px; height: 12px; border-radius: 50%; background: var(--bar); border: 2px solid var(--card); box-shadow: 0 0 0 1px var(--bar); z-index: 1; }
.story li:not(:last-child)::after { content: ''; position: absolute; top: 12px; left: 12px; right: 0; height: 2px; background: var(--line); }
.story .gap { position: absolute; top: -4px; right: 6px; font-size: 11px; white-space: nowrap; }
.story li.bad .dot { background: var(--error); box-shadow: 0 0 0 1px var(--error); } .story li.bad strong, .story li.missing strong { color: var(--error); }
.story li.missing .dot { background: var(--card); box-shadow: 0 0 0 2px var(--error); } .story .detail { color: var(--quiet); font-size: 12px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr)); gap: 14px; }
@media (max-width: 1500px) { #chart-heatmap { grid-column: 1 / -1; } }
.chart { margin: 0; padding: 12px 14px 8px; min-width: 0; } figcaption { font-size: 14px; margin-bottom: 6px; } figcaption .title { font-weight: 600; }
.chart + .scroll { margin-top: 14px; } .part { margin: 22px 0 8px; }
.plot { width: 100%; min-height: 150px; } .plot svg { display: block; max-width: 100%; }
.slow-call { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; margin: 0 0 12px; } .slow-call summary { font-weight: 600; overflow-wrap: anywhere; } .slow-call > p { margin: 6px 0; }
.picture { border: 0; box-shadow: none; padding: 4px 0; } .picture .plot { min-height: 60px; } .picture p { margin: 4px 0; font-size: 12.5px; } .zoom { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; margin: 6px 0; font-size: 13px; } .zoom button { min-width: 34px; }
.legend { list-style: none; padding: 0; margin: 14px 0; display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: 13px; } .swatch { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 6px; vertical-align: -1px; }
.slow-call .scroll { max-height: 300px; } .what { white-space: normal; overflow-wrap: anywhere; display: inline-block; min-width: 200px; } button.show { padding: 0 6px; } #why h3 { margin: 22px 0 8px; }
.data { font-size: 13px; } .data .scroll { max-height: 260px; overflow-y: auto; }
.choice { margin: 18px 0 10px; } .range { display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; margin: 10px 0 16px; font-size: 13px; padding: 8px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.range.active { border-color: var(--accent); } .range input { width: 9em; }
button, select, input { font: inherit; font-size: 13px; color: var(--text); background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 3px 10px; }
button { cursor: pointer; } button:disabled { color: var(--quiet); cursor: default; } :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; max-height: 560px; overflow-y: auto; }
table { border-collapse: collapse; width: 100%; font-size: 13px; } caption { text-align: left; position: absolute; clip-path: inset(50%); }
th, td { text-align: left; padding: 5px 10px; border-bottom: 1px solid var(--line); white-space: nowrap; font-variant-numeric: tabular-nums; }
thead th { position: sticky; top: 0; background: var(--card); z-index: 1; font-weight: 600; } .n { text-align: right; } tbody tr:last-child td { border-bottom: 0; }
tbody tr:hover { background: var(--bg); } th button { all: unset; cursor: pointer; font-weight: 600; } th button:focus-visible { outline: 2px solid var(--accent); }
th button::after { content: ' ↕'; color: var(--quiet); font-weight: normal; } th[aria-sort=ascending] button::after { content: ' ↑'; color: var(--accent); } th[aria-sort=descending] button::after { content: ' ↓'; color: var(--accent); }
.spark path, .life .span { fill: var(--bar); } .life .all { fill: var(--line); } .life.open .span { fill: var(--error); } .life .mark { fill: var(--text); } .open { color: var(--error); }
.groups { display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 14px; margin-bottom: 14px; } .group { padding: 12px 16px; border-top: 4px solid var(--line); } .group.new { border-top-color: var(--error); } .group.gone { border-top-color: var(--good); } .group ul { padding-left: 18px; margin: 6px 0; }
.help table, #trace table { width: auto; margin: 8px 0; }
#tooltip { position: fixed; z-index: 10; background: var(--text); color: var(--bg); padding: 5px 9px; border-radius: 6px; font-size: 12.5px; white-space: pre-line; pointer-events: none; max-width: 320px; overflow-wrap: anywhere; }
footer { color: var(--quiet); font-size: 13px; padding-bottom: 32px; }
@media (max-width: 640px) { main, header > div, footer { padding: 0 12px; } header { position: static; } header > div { padding-top: 8px; padding-bottom: 8px; } .story ol { flex-direction: column; } .story li { display: flex; flex-direction: column; max-width: none; padding: 0 0 0 24px; } .story li:not(:last-child)::after { top: 12px; bottom: -14px; left: 5px; right: auto; width: 2px; height: auto; } .story .dot { top: 4px; } .story .gap { position: static; order: 9; margin-top: 4px; } .story .at { display: inline !important; } }
@media print { body { background: #fff; font-size: 11pt; } header { position: static; } nav, #theme, .range, .choice, .data, .search, .print-choice, .found { display: none; } main, header > div, footer { padding: 0; } body:not(.print-all) .sortable tbody tr:nth-child(n + ${PRINTED_ROWS + 1} of :not([hidden])) { display: none; } body:not(.print-all) .print-note { display: block; } thead { display: table-header-group; } thead th { position: static; } tr { break-inside: avoid; } .n, .at, .gap { white-space: nowrap !important; } .spark { width: 60px; } .life { width: 80px; } .scroll { overflow: visible; max-height: none; border: 0; } .finding, .chart { break-inside: avoid; box-shadow: none; } th button::after { content: ''; } th, td { white-space: normal; padding: 3px 6px; } .charts { grid-template-columns: 1fr; } }
`;
