import type { ChartData } from '../../charts/data.ts';
import { countOf, latenciesOf, onAxis, percentileOf } from '../../charts/latencies.ts';
import { SPARK, sparkPath } from '../../charts/spark.ts';
import { formatCount, formatNs } from '../../units.ts';
import { elementOrNull } from './dom.ts';
import { type Choice, isIn } from './state.ts';

/** Hides what was not there in the chosen stretch of time, and says how much is left. */
export function filterPage({ range }: Choice): void {
  noteWhole(range);
  const only = elementOrNull<HTMLSelectElement>('slowest-op')?.value ?? '';
  for (const section of document.querySelectorAll('section')) {
    const items = [...section.querySelectorAll<HTMLElement>('[data-from]')];
    let shown = 0;
    for (const item of items) {
      const isOfOperation = section.id !== 'slowest' || only === '' || item.dataset.op === only;
      item.hidden = !isOfOperation || !isIn(range, Number(item.dataset.from), Number(item.dataset.to));
      shown += item.hidden ? 0 : 1;
    }
    const note = section.querySelector<HTMLElement>('.filter-note');
    if (note !== null) {
      note.hidden = range === null && only === '';
      note.textContent = `${formatCount(shown)} of ${formatCount(items.length)} shown${range === null ? '' : `: those between ${formatNs(range.fromNs)} and ${formatNs(range.toNs)}`}.`;
    }
  }
}

/** Says of the figures that are of the whole trace whatever stretch is chosen that they are. */
function noteWhole(range: Choice['range']): void {
  for (const note of document.querySelectorAll<HTMLElement>('.whole-note')) {
    note.hidden = range === null;
  }
}

/** Columns of the table by operation, in their order behind the name. */
const COLUMNS = ['issued', 'done', 'failed', 'cancelled', 'bytes', 'p50', 'p90', 'p99', 'p999', 'max'];
const FRACTIONS: Readonly<Record<string, number>> = { p50: 0.5, p90: 0.9, p99: 0.99, p999: 0.999 };

/** Tells by operation what completed in the stretch; percentiles come from buckets then, and say so. */
export function filterOperations(data: ChartData, { range }: Choice): void {
  const all = latenciesOf(data, null, null);
  for (const row of elementOrNull<HTMLTableElement>('operations')?.tBodies[0]?.rows ?? []) {
    const op = row.dataset.op ?? '';
    const latencies = latenciesOf(data, op, range);
    row.querySelector('.spark path')?.setAttribute('d', sparkPath(onAxis(latencies, all, SPARK.parts)));
    COLUMNS.forEach((column, at) => {
      const cell = row.cells[at + 1]!;
      cell.dataset.whole ??= cell.textContent!;
      cell.dataset.wholeSort ??= cell.dataset.sort!;
      if (range === null) {
        cell.textContent = cell.dataset.whole;
        cell.dataset.sort = cell.dataset.wholeSort;
        return;
      }
      const fraction = FRACTIONS[column];
      const value =
        fraction !== undefined
          ? percentileOf(latencies, fraction, data.stepNs)
          : column === 'done' && countOf(latenciesOf(data, op, null)) > 0
            ? countOf(latencies)
            : Number.NaN;
      const isShown = !Number.isNaN(value);
      cell.textContent = !isShown
        ? '–'
        : fraction === undefined
          ? formatCount(value)
          : `≈ ${formatNs(value)}`;
      cell.dataset.sort = String(isShown ? value : -1);
    });
  }
}
