/** The page's looks: those of reports, light and dark, on narrow and wide screens. */
export const STYLE = `
:root { color-scheme: light; --bg: #f6f8fa; --card: #fff; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0; --accent: #0a58b8;
  --error: #b42318; --warning: #8a5a00; --warning-bg: #fff4d6; }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { color-scheme: dark; --bg: #0d1117; --card: #161b22; --text: #e6edf3;
  --quiet: #9ba5b0; --line: #30363d; --accent: #79b8ff; --error: #ff8f86; --warning: #e3b341; --warning-bg: #33270a; } }
:root[data-theme=dark] { color-scheme: dark; --bg: #0d1117; --card: #161b22; --text: #e6edf3; --quiet: #9ba5b0; --line: #30363d;
  --accent: #79b8ff; --error: #ff8f86; --warning: #e3b341; --warning-bg: #33270a; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { height: 100%; }
body { margin: 0; height: 100%; display: flex; flex-direction: column; background: var(--bg); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 6px 18px; align-items: center; min-height: 44px; padding: 5px clamp(12px, 2vw, 40px);
  background: var(--card); border-bottom: 1px solid var(--line); }
#names { flex: 1 1 120px; color: var(--quiet); overflow-wrap: anywhere; max-height: 3em; overflow-y: auto; }
#actions { display: flex; flex-wrap: wrap; gap: 6px; }
main { flex: 1 1 auto; display: flex; flex-direction: column; min-height: 0; }
#start, #busy, #failed { margin: auto; width: min(640px, 100% - 24px); padding: 28px clamp(16px, 4vw, 44px); text-align: center;
  background: var(--card); border: 2px dashed var(--line); border-radius: 12px; }
#busy, #failed { border-style: solid; border-width: 1px; }
#failed { border-left: 6px solid var(--error); text-align: left; }
#failure { white-space: pre-line; overflow-wrap: anywhere; }
body.over #start { border-color: var(--accent); }
body.over { box-shadow: inset 0 0 0 4px var(--accent); }
#report { flex: 1 1 auto; display: flex; flex-direction: column; min-height: 0; }
iframe { flex: 1 1 auto; width: 100%; border: 0; min-height: 0; }
#events { flex: 1 1 auto; display: flex; flex-direction: column; min-height: 0; padding: 10px clamp(12px, 2vw, 40px); gap: 8px; }
#events form { display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; font-size: 13px; } #events label { display: flex; gap: 6px; align-items: center; }
#events .wide { flex: 1 1 300px; } #events .wide input { flex: 1 1 auto; } #events .time { width: 6em; } #events-status { flex: 1 1 100%; color: var(--quiet); overflow-wrap: anywhere; min-height: 1.5em; white-space: pre-line; }
input, select { font: inherit; font-size: 13px; color: var(--text); background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 3px 10px; min-width: 0; max-width: 100%; }
#save-status { font-size: 13px; color: var(--quiet); overflow-wrap: anywhere; }
#events-scroll { flex: 1 1 0; min-height: 120px; overflow: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
#events-table { border-collapse: separate; border-spacing: 0; table-layout: fixed; width: 100%; min-width: 1000px; font-size: 12.5px; font-variant-numeric: tabular-nums; }
#events-table th { position: sticky; top: 0; background: var(--card); border-bottom: 1px solid var(--line); text-align: left; }
#events-table th, #events-table td { height: 26px; padding: 0 8px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
#events-table :is(th, td):nth-child(-n + 4) { text-align: right; } #events-table th:nth-child(1) { width: 120px; } #events-table th:nth-child(2) { width: 50px; }
#events-table th:nth-child(3), #events-table th:nth-child(4) { width: 75px; } #events-table th:nth-child(5) { width: 28%; }
#events-table tbody tr { cursor: pointer; } #events-table .chosen td { background: var(--warning-bg); }
#events-detail { margin: 0; padding: 8px 12px; max-height: 26vh; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card); border: 1px solid var(--line); border-radius: 8px; font-size: 12.5px; }
[role=group] button { border-radius: 6px 0 0 6px; } [role=group] button + button { border-radius: 0 6px 6px 0; border-left: 0; } button[aria-pressed=true] { background: var(--accent); color: var(--card); border-color: var(--accent); }
#warnings { margin: 0; padding: 8px clamp(12px, 2vw, 40px) 8px calc(clamp(12px, 2vw, 40px) + 18px); background: var(--warning-bg);
  color: var(--warning); font-size: 13px; overflow-wrap: anywhere; max-height: 20vh; overflow-y: auto; }
h1 { font-size: 22px; line-height: 1.35; margin: 0 0 12px; font-weight: 600; }
main .unseen { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
progress { width: 100%; height: 10px; accent-color: var(--accent); }
#progress-text { color: var(--quiet); font-variant-numeric: tabular-nums; margin: 0 0 14px; }
button { font: inherit; font-size: 13px; color: var(--text); background: var(--card); border: 1px solid var(--line); border-radius: 6px;
  padding: 3px 12px; cursor: pointer; }
#choose, #retry, #cancel { font-size: 15px; padding: 7px 18px; }
#choose { border-color: var(--accent); color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
code { font: 13px ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace; }
footer { color: var(--quiet); font-size: 13px; padding: 0 clamp(12px, 2vw, 40px); text-align: center; }
footer p { margin: 6px 0; } footer details { margin: 0 0 8px; } summary { cursor: pointer; color: var(--accent); }
footer pre { text-align: left; max-height: 40vh; overflow: auto; font-size: 12px; }
body:has(#actions:not([hidden])) footer { display: none; }
`;
