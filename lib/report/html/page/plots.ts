import type { ThemeName } from '../../charts/theme.ts';
import { elementOrNull } from './dom.ts';
import type { PageData } from './page-data.ts';
import type { VegaView } from './vega.ts';
import { createView, hideMarks, type Tooltip } from './view.ts';

interface Plot {
  readonly figure: HTMLElement;
  readonly spec: object;
  view: VegaView | null;
}

/** Charts whose rows are in their specification. */
export class Plots {
  readonly #page: PageData;
  readonly #tooltip: Tooltip;
  readonly #all: Plot[];

  constructor(page: PageData, tooltip: Tooltip) {
    this.#page = page;
    this.#tooltip = tooltip;
    this.#all = Object.entries(page.plots).flatMap(([id, spec]) => {
      const figure = elementOrNull(id);
      return figure === null ? [] : [{ figure, spec, view: null }];
    });
  }

  /** Draws all anew, since a view can’t change its configuration. */
  async draw(theme: ThemeName, op: string): Promise<void> {
    for (const plot of this.#all) {
      plot.view?.finalize();
      const container = plot.figure.querySelector<HTMLElement>('.plot')!;
      plot.view = createView(plot.spec, this.#page.themes[theme], container, this.#tooltip);
      follow(plot, op);
    }
    await Promise.all(this.#all.map(({ view }) => view!.runAsync()));
    for (const { figure } of this.#all) {
      hideMarks(figure);
    }
  }

  /** Shows another operation. */
  async update(op: string): Promise<void> {
    for (const plot of this.#all) {
      follow(plot, op);
    }
    await Promise.all(this.#all.map(({ view }) => view?.runAsync()));
  }
}

function follow({ view, spec, figure }: Plot, op: string): void {
  const { signals = [] } = spec as { readonly signals?: readonly { readonly name: string }[] };
  if (signals.some(({ name }) => name === 'op')) {
    view?.signal('op', op);
    const of = figure.querySelector('.of');
    if (of !== null) {
      of.textContent = `of ${op}`;
    }
  }
}
