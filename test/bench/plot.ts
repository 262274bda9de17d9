import { parse, View } from 'vega';
import { compileSpec } from '../../lib/report/charts/index.ts';
import type { Row } from './table.ts';

/** Events a second by the trace's size, a line for each command, as SVG: the usual traces alone. */
export async function plotRates(rows: readonly Row[]): Promise<string> {
  const values = rows
    .filter(({ trace }) => /^[^-]+-8cpu-64KB$/.test(trace))
    .map(({ command, events, wallMs }) => ({ command, events, rate: (events / wallMs) * 1000 }));
  const spec = {
    width: 560,
    height: 300,
    padding: 12,
    background: '#ffffff',
    title: 'Events a second over the whole process’s life',
    data: { values },
    mark: { type: 'line', point: true },
    encoding: {
      x: { field: 'events', type: 'quantitative', scale: { type: 'log' }, title: 'events in the trace' },
      y: { field: 'rate', type: 'quantitative', axis: { format: '~s' }, title: 'events a second' },
      color: { field: 'command', type: 'nominal', title: null },
    },
  };
  const view = new View(parse(await compileSpec(spec)), { renderer: 'none' });
  try {
    return `${await view.toSVG()}\n`;
  } finally {
    view.finalize();
  }
}
