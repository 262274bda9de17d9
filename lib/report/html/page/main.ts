import type { TimeRange } from '../../charts/data.ts';
import { type Address, addressText, parseAddress, type SortOrder } from './address.ts';
import { ChartSet } from './charts.ts';
import { element, elementOrNull } from './dom.ts';
import { filterOperations, filterPage } from './filter.ts';
import { followHost, passDrops, tellHost } from './host.ts';
import type { PageData } from './page-data.ts';
import { Pictures } from './pictures.ts';
import { Plots } from './plots.ts';
import { makeSearchable } from './search.ts';
import { makeSortable, sortTable } from './sorting.ts';
import type { Choice } from './state.ts';
import { initialTheme, watchTheme } from './theme.ts';
import { createTooltip } from './tooltip.ts';

const page = JSON.parse(element('page-data').textContent!) as PageData;
const firstOp = page.data.ops[0] ?? '';
const choice: Choice = { op: firstOp, range: null };
const sorts = new Map<string, SortOrder>();
let place = '';
const tooltip = createTooltip();
const charts = new ChartSet(page, tooltip, (range) => choose(range));
const pictures = new Pictures(page, tooltip);
const plots = new Plots(page, tooltip);

/** Shows all of the page for a stretch of time; many changes in a row are drawn once a frame. */
function choose(range: TimeRange | null): void {
  choice.range = range;
  showRange();
  schedule();
  writeAddress();
}

/** The address tells what is chosen, so that a link shows the same. Only its end changes: a page from disk has no other. */
function writeAddress(): void {
  const text = addressText(place, choice, firstOp, sorts);
  history.replaceState(null, '', text === '' ? '#' : text);
  tellHost({ address: text });
}

function take({ op, range, sorts: wanted, place: to }: Address): void {
  if (op !== null && page.data.ops.includes(op)) {
    choice.op = op;
    element<HTMLSelectElement>('op').value = op;
  }
  for (const [table, order] of wanted) {
    const found = elementOrNull<HTMLTableElement>(table);
    if (found?.tHead != null && sortTable(found, order)) {
      sorts.set(table, order);
    }
  }
  choice.range = range;
  place = to;
}

/** Shows a place that the chosen stretch of time, or a folded list, hides. */
function reveal(hidden: HTMLElement): void {
  if (hidden.closest('[hidden]') !== null) {
    void charts.mark(null);
    choose(null);
    filterPage(choice);
  }
  const details = hidden.closest('details');
  if (details !== null) {
    details.open = true;
  }
}

function goTo(id: string): void {
  for (const before of document.querySelectorAll('.target')) {
    before.classList.remove('target');
  }
  const target = id === '' ? null : document.getElementById(id);
  if (target !== null) {
    reveal(target);
    target.classList.add('target');
    target.scrollIntoView();
  }
}

/** Goes to what an address says, which has changed or was chosen. */
function arrive(hash: string): void {
  const address = parseAddress(hash);
  place = address.place;
  if (address.range !== null || address.op !== null || address.sorts.size > 0) {
    take(address);
    void charts.mark(choice.range);
    choose(choice.range);
    void charts.update(choice);
    void plots.update(choice.op);
  }
  goTo(place);
  // A link within the page names a place alone: what is chosen stays, and stays in the address.
  writeAddress();
}

addEventListener('hashchange', () => arrive(location.hash));

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
  void plots.update(choice.op);
  writeAddress();
});
elementOrNull('slowest-op')?.addEventListener('change', () => filterPage(choice));
makeSortable((table, order) => {
  sorts.set(table, order);
  writeAddress();
});
makeSearchable(reveal);
passDrops();
followHost(arrive);
elementOrNull<HTMLInputElement>('print-all')?.addEventListener('change', ({ target }) => {
  document.body.classList.toggle('print-all', (target as HTMLInputElement).checked);
});
take(parseAddress(location.hash));
showRange();
if (choice.range !== null) {
  schedule();
}
watchTheme(initialTheme(), (theme) => {
  void Promise.all([charts.draw(theme, choice), pictures.draw(theme), plots.draw(theme, choice.op)]).then(
    () => {
      if (document.documentElement.dataset.ready === undefined) {
        goTo(place);
      }
      document.documentElement.dataset.ready = 'true';
    },
  );
});
