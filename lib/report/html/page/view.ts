import { expressionInterpreter } from 'vega-interpreter';
import type { createTooltip } from './tooltip.ts';
import type { Vega, VegaView } from './vega.ts';

declare const vega: Vega;

/** Vega's level for no messages at all: it warns of empty data on a logarithmic axis. */
const SILENT = 0;

export type Tooltip = ReturnType<typeof createTooltip>;

/** A chart in an element, in place of what was there. @param config Vega's configuration for the theme */
export function createView(spec: object, config: object, container: HTMLElement, tooltip: Tooltip): VegaView {
  container.replaceChildren();
  // Expressions are interpreted: the page's policy forbids to make code of text.
  const runtime = vega.parse(spec, config, { ast: true });
  const view = new vega.View(runtime, {
    expr: expressionInterpreter,
    renderer: 'svg',
    container,
    hover: true,
    logLevel: SILENT,
  });
  return view.tooltip(tooltip);
}

/** What holds a picture has a name; its hundreds of marks are none for a screen reader. */
export function hideMarks(container: HTMLElement): void {
  container.querySelector('svg')?.setAttribute('aria-hidden', 'true');
}
