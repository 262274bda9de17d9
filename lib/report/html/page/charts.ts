import { expressionInterpreter } from 'vega-interpreter';
import { CHARTS } from '../../charts/all.ts';
import type { Chart } from '../../charts/chart.ts';
import type { ChartInput, TimeRange } from '../../charts/data.ts';
import type { ThemeName } from '../../charts/theme.ts';
import { elementOrNull, rowOf } from './dom.ts';
import type { PageData } from './page-data.ts';
import type { Choice } from './state.ts';
import { createTooltip } from './tooltip.ts';
import type { Vega, VegaView } from './vega.ts';

declare const vega: Vega;

/** Vega's level for no messages at all: it warns of empty data on a logarithmic axis. */
const SILENT = 0;
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
  readonly #tooltip = createTooltip();
  #shown: Shown[] = [];

  /** @param brushed told when the reader chooses a stretch of time in the first chart */
  constructor(page: PageData, brushed: (range: TimeRange | null) => void) {
    this.#page = page;
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
        const view = this.#viewOf(spec, theme, figure.querySelector('.plot')!);
        this.#shown.push({ chart, figure, view });
        this.#fill({ chart, figure, view }, choice);
      }
    }
    await Promise.all(this.#shown.map(({ view }) => view.runAsync()));
    for (const { figure } of this.#shown) {
      // What holds it is the picture that has a name; its hundreds of marks are none for a screen reader.
      figure.querySelector('.plot svg')!.setAttribute('aria-hidden', 'true');
    }
    const [first] = this.#shown;
    if (first !== undefined) {
      this.#showBrush(first.view, choice.range);
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

  #viewOf(spec: object, theme: ThemeName, container: HTMLElement): VegaView {
    container.replaceChildren();
    // Expressions are interpreted: the page's policy forbids to make code of text.
    const runtime = vega.parse(spec, this.#page.themes[theme], { ast: true });
    const view = new vega.View(runtime, {
      expr: expressionInterpreter,
      renderer: 'svg',
      container,
      hover: true,
      logLevel: SILENT,
    });
    return view.tooltip(this.#tooltip);
  }

  #fill({ chart, figure, view }: Shown, { op, range }: Choice): void {
    const { data, base } = this.#page;
    const input: ChartInput = { data, base, op, range };
    const { datasets, table } = chart.content(input);
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
