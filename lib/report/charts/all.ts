import type { Chart } from './chart.ts';
import { depth } from './depth.ts';
import { ecdf } from './ecdf.ts';
import { heatmap } from './heatmap.ts';
import { histogram } from './histogram.ts';
import { throughput } from './throughput.ts';
import { transfer } from './transfer.ts';

/** Every chart, in the order of a report. */
export const CHARTS: readonly Chart[] = [throughput, histogram, ecdf, heatmap, depth, transfer];
