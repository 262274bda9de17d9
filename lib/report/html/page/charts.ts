import { CHARTS } from '../../charts/all.ts';
import type { Chart } from '../../charts/chart.ts';
import type { ChartInput, TimeRange } from '../../charts/data.ts';
import type { ThemeName } from '../../charts/theme.ts';
import { elementOrNull, rowOf } from './dom.ts';
import type { PageData } from './page-data.ts';
import type { Choice } from './state.ts';
import type { VegaView } from './vega.ts';
import { createView, hideMarks, type Tooltip } from './view.ts';

const TABLE_ROWS = 200;

interface Shown {
  readonly chart: Chart;
  readonly figure: HTMLElement;
  view: VegaView;
}

/** The charts of the page. */
export class ChartSet {
  readonly #page: PageData;
  readonly #brushed: (range: TimeRange | null) => void;
  readonly #tooltip: Tooltip;
  #shown: Shown[] = [];

  /** @param brushed told when the reader chooses a stretch of time in the first chart */
  constructor(page: PageData, tooltip: Tooltip, brushed: (range: TimeRange | null) => void) {
    this.#page = page;
    this.#tooltip = tooltip;
    this.#brushed = brushed;
  }

  /** Draws all charts anew, since a view can't change its configuration. */
  async draw(theme: ThemeName, choice: Choice): Promise<void> {
    for (const { view } of this.#shown) {
      view.finalize();
    }
    this.#shown = [];
    for (const chart of CHARTS) {
      const figure = elementOrNull(`chart-${chart.name}`);
      const spec = this.#page.specs[chart.name];
      if (figure !== null && spec !== undefined) {
        const plot = figure.querySelector<HTMLElement>('.plot')!;
        const view = createView(spec, this.#page.themes[theme], plot, this.#tooltip);
        this.#shown.push({ chart, figure, view });
        this.#fill({ chart, figure, view }, choice);
      }
    }
    await Promise.all(this.#shown.map(({ view }) => view.runAsync()));
    for (const { figure } of this.#shown) {
      hideMarks(figure);
    }
    const [first] = this.#shown;
    if (first !== undefined) {
      this.#showBrush(first.view, choice.range);
      await first.view.runAsync();
      first.view.addSignalListener('brush', (_name, value) => this.#brushed(rangeOf(value)));
    }
  }

  async update(choice: Choice): Promise<void> {
    for (const shown of this.#shown.slice(1)) {
      this.#fill(shown, choice);
    }
    await Promise.all(this.#shown.slice(1).map(({ view }) => view.runAsync()));
  }

  /** Marks a stretch in the first chart that was chosen elsewhere. */
  async mark(range: TimeRange | null): Promise<void> {
    const [first] = this.#shown;
    if (first !== undefined) {
      this.#showBrush(first.view, range);
      await first.view.runAsync();
    }
  }

  #fill({ chart, figure, view }: Shown, { op, range }: Choice): void {
    const { data, base } = this.#page;
    const input: ChartInput = { data, base, op, range };
    const { datasets, table, parameters = {} } = chart.content(input);
    for (const [name, value] of Object.entries(parameters)) {
      view.signal(name, value);
    }
    for (const [name, rows] of Object.entries(datasets)) {
      view.data(name, rows);
    }
    figure.querySelector('.plot')!.setAttribute('aria-label', chart.describe(input));
    const of = figure.querySelector('.of');
    if (of !== null) {
      of.textContent = `of ${op}`;
    }
    const body = figure.querySelector('tbody')!;
    body.replaceChildren(...table.rows.slice(0, TABLE_ROWS).map(rowOf));
  }

  #showBrush(view: VegaView, range: TimeRange | null): void {
    const x = view.scale('x');
    view.signal('brush_x', range === null ? [0, 0] : [x(range.fromNs / 1e9), x(range.toNs / 1e9)]);
  }
}

/** The brush's value holds the field that it was drawn over: the beginnings of slices, in seconds. */
function rangeOf(value: unknown): TimeRange | null {
  const bounds = (value as { from?: readonly number[] } | null)?.from;
  const [from, to] = bounds ?? [];
  return from === undefined || to === undefined || from === to
    ? null
    : { fromNs: Math.min(from, to) * 1e9, toNs: Math.max(from, to) * 1e9 };
}
