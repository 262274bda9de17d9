/** Where the series of erf still converges fast and the continued fraction of erfc not yet. */
const SERIES_BELOW = 2.5;
const FRACTION_DEPTH = 80;

/** The chance that a standard normal variable is at least `z` away from 0, on either side. */
export function normalTwoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  return x < SERIES_BELOW ? 1 - erfSeries(x) : erfcFraction(x);
}

/** erf(x) = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·5…(2n+1)): all terms positive, so that none cancels another. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc(x) = e^(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))). */
function erfcFraction(x: number): number {
  let tail = x;
  for (let k = FRACTION_DEPTH; k >= 1; k--) {
    tail = x + k / 2 / tail;
  }
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
}
