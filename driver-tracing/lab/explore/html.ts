import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { escapeMarkup } from '../../../lib/report/index.ts';
import type { LabResult, ToldFinding } from './result.ts';
import { capital } from './text.ts';
import { answerWords, pointWords } from './words.ts';

const STYLE = `
:root { color-scheme: light dark; --dim: color-mix(in srgb, currentColor 60%, transparent); --line: color-mix(in srgb, currentColor 20%, transparent); --bad: #c0392b; --good: #1e8449; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .2rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
code, pre { font: 13px/1.4 ui-monospace, monospace; } pre { margin: 0; overflow-x: auto; } .dim { color: var(--dim); }
.finding { border-left: 4px solid var(--bad); padding: .2rem 1rem; margin: 1rem 0; } .finding.warning { border-color: #b9770e; } .finding.known { border-color: var(--line); }
.missed { background: color-mix(in srgb, var(--bad) 18%, transparent); } .ran { background: color-mix(in srgb, var(--good) 10%, transparent); } .not { color: var(--bad); }
.answers { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1.2rem; }
summary { cursor: pointer; }`;

/** The result as one page that needs nothing else. */
export function labPage(result: LabResult, sources: readonly string[], folder: string): string {
  const { driver, findings, points } = result;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Fault lab: ${escapeMarkup(driver)}</title><style>${STYLE}</style></head><body>
<h1>Fault lab: ${escapeMarkup(driver)}</h1>
<p>${result.runs} runs, seed ${result.seed}, ${escapeMarkup(result.build)} build. ${result.stages.map(({ name, runs, possible }) => `${escapeMarkup(capital(name))}: ${runs} of ${possible}.`).join(' ')}</p>
${list([...result.remarks.map((text) => `Without a deviation: ${text}`), ...result.doubts])}
<h2>Findings</h2>
${findings.length === 0 ? '<p>Nothing found.</p>' : findings.map(findingSection).join('\n')}
${result.faults.length === 0 ? '' : `<h2>Runs in which the lab itself failed</h2>${result.faults.map(({ script, text }) => `<p><code>${escapeMarkup(script)}</code></p><pre>${escapeMarkup(text)}</pre>`).join('\n')}`}
<h2>Points</h2>
<p>Where the world may answer otherwise, in the run without deviations. Answers that no run tried are <span class="not">red</span>; each tells its script when it is pointed at.</p>
<table><thead><tr><th>Point</th><th>What</th><th>Where</th><th>Answers</th></tr></thead><tbody>
${points.map(pointRow).join('\n')}
</tbody></table>
<h2>Lines</h2>
${result.coverage.length === 0 ? '<p>This build counts no lines; the asan build does.</p>' : result.coverage.map((file) => coverageSection(file, sources, folder)).join('\n')}
</body></html>
`;
}

function list(items: readonly string[]): string {
  return items.length === 0
    ? ''
    : `<ul>${items.map((item) => `<li>${escapeMarkup(item)}</li>`).join('')}</ul>`;
}

function findingSection(finding: ToldFinding): string {
  const {
    rule,
    severity,
    confidence,
    deviation,
    message,
    file,
    line,
    function: name,
    script,
    run,
    runs,
    known,
  } = finding;
  const place = file === null ? '' : ` in <code>${escapeMarkup(`${name}, ${file}:${line}`)}</code>`;
  return `<section class="finding ${known ? 'known' : escapeMarkup(severity)}">
<h3>${escapeMarkup(rule)} <span class="dim">(${escapeMarkup(severity)}, ${escapeMarkup(confidence)}${known ? ', in the baseline' : ''})</span>${place}</h3>
<p>${escapeMarkup(capital(deviation))}<br>→ ${escapeMarkup(message)}</p>
<p class="dim">Run ${run}${runs > 1 ? `, and ${runs - 1} more` : ''}: <code>lab/run.sh --replay ${run}</code>, <code>--script '${escapeMarkup(script)}'</code>, <code>traces/run-${run}.etl</code></p>
</section>`;
}

function pointRow({
  number,
  kind,
  what,
  function: name,
  line,
  answers,
  walked,
}: LabResult['points'][number]): string {
  const tried = new Set(walked);
  const all = answers.map(
    (answer) =>
      `<li${tried.has(answer) ? '' : ' class="not"'} title="${escapeMarkup(`${number}:${answer}`)}">${escapeMarkup(answerWords(kind, answer))}</li>`,
  );
  const place = name === null ? '' : `${name}, line ${line}`;
  return `<tr><td>${number}</td><td>${escapeMarkup(pointWords(kind, what))}</td><td>${escapeMarkup(place)}</td><td><ul class="answers">${all.join('')}</ul></td></tr>`;
}

function coverageSection(
  coverage: LabResult['coverage'][number],
  sources: readonly string[],
  folder: string,
): string {
  const source = sources.find((path) => relative(folder, path) === coverage.file);
  const missed = new Set(coverage.missed);
  const text = source === undefined ? [] : readFileSync(source, 'utf8').split('\n');
  const lines = text.map((line, index) => {
    const number = String(index + 1).padStart(5);
    return `<span${missed.has(index + 1) ? ' class="missed"' : ''}>${number}  ${escapeMarkup(line)}</span>`;
  });
  return `<details><summary>${escapeMarkup(coverage.file)}: ${coverage.covered} of ${coverage.lines} lines</summary><pre>${lines.join('\n')}</pre></details>`;
}
