import { SECONDS_LABEL, type Spec, TIP, zoom } from '../../charts/chart.ts';
import { FAINT, KINDS } from './kinds.ts';

/** The data set of the specification, one row a mark. */
export const PICTURE_DATA = 'marks';
/** The signal that holds the stretch of time that is shown: the zoom's name and the field of the horizontal axis. */
export const PICTURE_DOMAIN = 'zoom_from';

/** A mark as the picture's specification takes it; times are seconds since the call was issued. */
export interface PictureRow {
  readonly lane: string;
  readonly from: number;
  readonly to: number;
  readonly kind: string;
  readonly tip: string;
}

const LANE_HEIGHT = 24;

/** A lane below the other, time to the right: the marks of all pictures have this shape. */
export function pictureSpec(): Spec {
  const color = {
    field: 'kind',
    type: 'nominal',
    legend: null,
    scale: { domain: KINDS.map(({ name }) => name), range: KINDS.map(({ colour }) => colour) },
  };
  const faint = `[${[...FAINT].map((name) => `'${name}'`).join(', ')}]`;
  return {
    height: { step: LANE_HEIGHT },
    data: { name: PICTURE_DATA },
    encoding: {
      x: {
        field: 'from',
        type: 'quantitative',
        title: 'time since the call was issued',
        scale: { nice: false, zero: false },
        axis: {
          labelExpr: SECONDS_LABEL,
          grid: true,
          tickCount: 6,
          labelOverlap: 'greedy',
          labelSeparation: 8,
        },
      },
      y: {
        field: 'lane',
        type: 'nominal',
        // As they stand in the data.
        sort: null,
        title: null,
        scale: { paddingInner: 0.25, paddingOuter: 0.1 },
        axis: { ticks: false, domain: false, labelLimit: 130, labelPadding: 6 },
      },
      color,
      tooltip: TIP,
    },
    layer: [
      {
        params: zoom({ isComparing: false, isInteractive: true }, ['x']),
        transform: [{ filter: 'datum.to > datum.from' }],
        // The outline shows what is shorter than a pixel, too.
        mark: { type: 'rect', clip: true, strokeWidth: 0.6 },
        encoding: {
          x2: { field: 'to' },
          stroke: { ...color },
          opacity: {
            condition: { test: `indexof(${faint}, datum.kind) >= 0`, value: 0.35 },
            value: 1,
          },
        },
      },
      {
        transform: [{ filter: 'datum.to === datum.from' }],
        mark: { type: 'tick', clip: true, thickness: 2 },
      },
    ],
  };
}
