import { expect, test } from 'vitest';
import { holm } from '../../lib/stats/index.ts';

test('raises p-values as statsmodels does', () => {
  // statsmodels.stats.multitest.multipletests([…], method='holm')[1]
  const adjusted = holm([0.01, 0.04, 0.03, 0.005, 0.2]);
  [0.04, 0.09, 0.09, 0.025, 0.2].forEach((expected, index) => {
    expect(adjusted[index]).toBeCloseTo(expected, 12);
  });
});

test('leaves a single test alone, and none above 1', () => {
  expect(holm([0.03])).toEqual([0.03]);
  expect(holm([0.9, 0.8])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});
