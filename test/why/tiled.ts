import { expect } from 'vitest';
import type { ExplainedCall } from '../../lib/why/index.ts';

/** The call's segments follow each other from its issue to its completion. */
export function expectTiled({ segments, issuedNs, completedNs }: ExplainedCall): void {
  let now = issuedNs;
  for (const { startNs, endNs } of segments) {
    expect(startNs).toBe(now);
    expect(endNs).toBeGreaterThan(startNs);
    now = endNs;
  }
  expect(now).toBe(completedNs);
}
