/** A distribution as small as a word, in pixels; its bars stand side by side. */
export const SPARK = { width: 96, height: 18, parts: 32 } as const;

/** The bars of counts as an SVG path. */
export function sparkPath(counts: readonly number[]): string {
  const most = Math.max(...counts, 1);
  const step = SPARK.width / SPARK.parts;
  return counts
    .map((count, at) => {
      const height = Math.max(1, (count / most) * SPARK.height).toFixed(1);
      return count === 0
        ? ''
        : `M${(at * step).toFixed(1)} ${SPARK.height}v-${height}h${step.toFixed(1)}v${height}z`;
    })
    .join('');
}
