import type { TimeRange } from '../../charts/data.ts';
import { ChartSet } from './charts.ts';
import { element, elementOrNull } from './dom.ts';
import { filterOperations, filterPage } from './filter.ts';
import type { PageData } from './page-data.ts';
import { Pictures } from './pictures.ts';
import { makeSortable } from './sorting.ts';
import type { Choice } from './state.ts';
import { initialTheme, watchTheme } from './theme.ts';
import { createTooltip } from './tooltip.ts';

const page = JSON.parse(element('page-data').textContent!) as PageData;
const choice: Choice = { op: page.data.ops[0] ?? '', range: null };
const tooltip = createTooltip();
const charts = new ChartSet(page, tooltip, (range) => choose(range));
const pictures = new Pictures(page, tooltip);

/** Shows all of the page for a stretch of time; many changes in a row are drawn once a frame. */
function choose(range: TimeRange | null): void {
  choice.range = range;
  showRange();
  schedule();
}

let isScheduled = false;
function schedule(): void {
  if (!isScheduled) {
    isScheduled = true;
    requestAnimationFrame(() => {
      isScheduled = false;
      filterPage(choice);
      filterOperations(page.data, choice);
      void charts.update(choice);
    });
  }
}

const form = elementOrNull<HTMLFormElement>('range');
function showRange(): void {
  if (form !== null) {
    const { range } = choice;
    element<HTMLInputElement>('range-from').value = range === null ? '' : seconds(range.fromNs);
    element<HTMLInputElement>('range-to').value = range === null ? '' : seconds(range.toNs);
    form.querySelector<HTMLButtonElement>('[type=reset]')!.disabled = range === null;
    form.classList.toggle('active', range !== null);
  }
}

function seconds(ns: number): string {
  return String(Number((ns / 1e9).toPrecision(6)));
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const [from, to] = ['range-from', 'range-to'].map((id) => element<HTMLInputElement>(id).value);
  const fromNs = from === '' ? (page.data.fromNs[0] ?? 0) : Number(from) * 1e9;
  const toNs = to === '' ? (page.data.toNs.at(-1) ?? 0) : Number(to) * 1e9;
  void charts.mark({ fromNs, toNs });
  choose({ fromNs, toNs });
});
elementOrNull<HTMLButtonElement>('busy')?.addEventListener('click', ({ currentTarget }) => {
  const { begin, end } = (currentTarget as HTMLElement).dataset;
  const range = { fromNs: Number(begin), toNs: Number(end) };
  void charts.mark(range);
  choose(range);
});
form?.addEventListener('reset', () => {
  void charts.mark(null);
  choose(null);
});
elementOrNull<HTMLSelectElement>('op')?.addEventListener('change', ({ target }) => {
  choice.op = (target as HTMLSelectElement).value;
  void charts.update(choice);
});
elementOrNull('slowest-op')?.addEventListener('change', () => filterPage(choice));
makeSortable();
watchTheme(initialTheme(), (theme) => {
  void Promise.all([charts.draw(theme, choice), pictures.draw(theme)]).then(() => {
    document.documentElement.dataset.ready = 'true';
  });
});
