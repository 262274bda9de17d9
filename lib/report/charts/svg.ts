import type { Chart, Spec } from './chart.ts';
import { compileSpec, standaloneSpec } from './compile.ts';
import type { ChartInput } from './data.ts';
import { vegaConfig } from './theme.ts';

/** The font that pictures name: who turns them into pixels has to bring it. */
export const PICTURE_FONT = 'DejaVu Sans';
const WIDTH = 720;

/** One chart as files: its specification, to be used again, and its picture. */
export interface ChartPicture {
  /** Without an ending. */
  readonly name: string;
  readonly spec: Spec;
  readonly svg: string;
}

/** Draws charts without a browser: those of one operation for each. */
export async function chartPictures(charts: readonly Chart[], input: ChartInput): Promise<ChartPicture[]> {
  const pictures: ChartPicture[] = [];
  for (const chart of charts) {
    for (const op of opsOf(chart, input)) {
      const spec = standaloneSpec(chart, { ...input, op: op ?? input.op }, WIDTH);
      const name = op === null ? chart.name : `${chart.name}-${op.replace(/[^A-Za-z0-9_]+/g, '_')}`;
      pictures.push({ name, spec, svg: await drawSvg(spec) });
    }
  }
  return pictures;
}

function opsOf(chart: Chart, { data, base }: ChartInput): (string | null)[] {
  const isByOperation = chart.isByOperation || (chart.name === 'ecdf' && base !== null);
  return isByOperation ? [...data.ops] : [null];
}

async function drawSvg(spec: Spec): Promise<string> {
  const { parse, View } = await import('vega');
  const compiled = await compileSpec({ ...spec, padding: 12, background: '#ffffff' });
  const view = new View(parse(compiled, { ...vegaConfig('light', PICTURE_FONT), background: '#ffffff' }), {
    renderer: 'none',
  });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
