import type { Spec as VegaSpec } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import type { Chart, Spec } from './chart.ts';
import type { ChartInput } from './data.ts';

/** A chart with its rows, as a Vega-Lite specification that stands alone. */
export function standaloneSpec(chart: Chart, input: ChartInput, width: number): Spec {
  const isComparing = input.base !== null;
  const { datasets, parameters = {} } = chart.content(input);
  const spec = chart.spec({ isComparing, isInteractive: false });
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title:
      chart.isByOperation || (isComparing && chart.name === 'ecdf')
        ? `${chart.title}: ${input.op}`
        : chart.title,
    description: chart.describe(input),
    width,
    datasets,
    ...spec,
    ...withValues(spec, parameters),
  };
}

/** The specification's parameters with the values that its rows ask for. */
function withValues({ params }: Spec, values: Readonly<Record<string, number>>): Spec {
  const known = (params ?? []) as readonly { readonly name: string }[];
  return known.length === 0
    ? {}
    : { params: known.map((one) => (one.name in values ? { ...one, value: values[one.name] } : one)) };
}

/** A chart without rows, for a page that has them: it fills the width of what holds it. */
export function pageSpec(spec: Spec): Spec {
  return {
    width: 'container',
    autosize: { type: 'fit-x', contains: 'padding' },
    // The page's own shines through, whichever its theme.
    background: 'transparent',
    ...spec,
  };
}

/** Compiles Vega-Lite to Vega. Loaded when it is needed: the module is large. */
export async function compileSpec(spec: Spec): Promise<VegaSpec> {
  const { compile } = await import('vega-lite');
  return compile(spec as unknown as TopLevelSpec, { logger: SILENT }).spec;
}

/** Vega-Lite warns of what it makes the best of, such as a log axis of an empty data set. */
const SILENT = {
  level: () => SILENT,
  error: () => SILENT,
  warn: () => SILENT,
  info: () => SILENT,
  debug: () => SILENT,
} as never;
