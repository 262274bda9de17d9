/** Charts as Vega-Lite specifications of binned data, and as pictures. */
export { CHARTS } from './all.ts';
export type { Chart, Spec } from './chart.ts';
export { compileSpec, pageSpec } from './compile.ts';
export type { ChartData, ChartInput, TimeRange } from './data.ts';
export { chartInput } from './from-report.ts';
export { type ChartPicture, chartPictures, PICTURE_FONT } from './svg.ts';
export type { ThemeName } from './theme.ts';
