import { escapeHtml } from '../markup/escape.ts';
import { formatChange, percentileName } from './describe.ts';
import type { LatencyChange } from './latency-changes.ts';

/** Sizes in the units of the picture, which is as wide as the page. */
const WIDTH = 760;
const LABELS = 210;
const ROW = 24;
const AXIS = 34;
const MARGIN = 24;
const LABEL_WIDTH = 58;

/** Ratios of head to base that are worth a line of the grid, as far as they are in sight. */
const TICKS = [0.001, 0.01, 0.1, 0.25, 0.5, 0.8, 1, 1.25, 2, 4, 10, 100, 1000];
/** So much is always in sight, so that a small change looks small. */
const LEAST_RATIO = 0.8;
/** Beyond this, to where a latency of nothing would be, the picture ends. */
const MOST_RATIO = 1e4;

const COLORS = { slower: '#d6453d', faster: '#2a8a3e', same: '#8a8a8a', inconclusive: '#b0a12d' } as const;

/**
 * The changes as a picture, which needs no script: the change of each, and the interval that it lies in, on a scale on which twice
 * and half are equally far from nothing.
 * @returns SVG; empty where there is no change to draw
 */
export function changesPlot(changes: readonly LatencyChange[]): string {
  if (changes.length === 0) {
    return '';
  }
  const ratios = changes.flatMap(({ change, interval }) => [change, ...(interval ?? [])]).map(ratioOf);
  const least = Math.min(LEAST_RATIO, ...ratios);
  const most = Math.max(1 / LEAST_RATIO, ...ratios);
  const scale = (WIDTH - LABELS - 2 * MARGIN) / Math.log(most / least);
  const x = (ratio: number) => (LABELS + MARGIN + Math.log(ratio / least) * scale).toFixed(1);
  const bottom = changes.length * ROW;
  const grid = ticksOf((tick) => tick >= least && tick <= most, scale).map(
    (tick) =>
      `<line x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="${bottom}" stroke="currentColor" stroke-opacity="${tick === 1 ? 0.6 : 0.15}"/>` +
      `<text x="${x(tick)}" y="${bottom + 18}" text-anchor="middle">${formatChange(tick - 1)}</text>`,
  );
  const rows = changes.map(({ op, percentile, change, interval, verdict }, at) => {
    const y = (at + 0.5) * ROW;
    const name = escapeHtml(`${op} ${percentileName(percentile)}`);
    const color = COLORS[verdict];
    const range =
      interval === null
        ? ''
        : `<line x1="${x(ratioOf(interval[0]))}" x2="${x(ratioOf(interval[1]))}" y1="${y}" y2="${y}" stroke="${color}" stroke-width="3" stroke-opacity="0.5"/>`;
    return (
      `<g><title>${name}: ${formatChange(change)}, ${verdict}</title><text x="${LABELS}" y="${y + 4}" text-anchor="end">${name}</text>` +
      `${range}<circle cx="${x(ratioOf(change))}" cy="${y}" r="5" fill="${color}"/></g>`
    );
  });
  return `<svg viewBox="0 0 ${WIDTH} ${bottom + AXIS}" role="img" aria-label="Change of each latency; the table below has the figures" font-size="13" fill="currentColor">
${[...grid, ...rows].join('\n')}
</svg>`;
}

/** Those of the ticks in sight that have room for what is written below them; no change comes first. */
function ticksOf(isInSight: (tick: number) => boolean, scale: number): number[] {
  const chosen: number[] = [];
  for (const tick of [1, ...TICKS]) {
    if (isInSight(tick) && chosen.every((other) => Math.abs(Math.log(tick / other)) * scale >= LABEL_WIDTH)) {
      chosen.push(tick);
    }
  }
  return chosen;
}

/** Head to base, as far as it can be drawn. */
function ratioOf(change: number): number {
  return Math.min(MOST_RATIO, Math.max(1 / MOST_RATIO, 1 + change));
}
