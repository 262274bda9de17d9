import { describe, expect, test } from 'vitest';
import type { FleetFinding, FleetTrace } from '../../../lib/frames/fleet/index.ts';
import {
  buildsOf,
  findingsOverBuilds,
  foundIn,
  tracesWithFindings,
} from '../../../lib/report/fleet/index.ts';
import { fleetPage } from '../../../lib/report/html/fleet/index.ts';
import type { Confidence } from '../../../lib/wsk/index.ts';
import { finding } from '../../support/check.ts';

const trace = (traceId: string, build: string, wanted: Partial<FleetTrace> = {}): FleetTrace => ({
  traceId,
  path: `${traceId}.etl`,
  build,
  machine: 'lab1',
  startTime: `2027-01-0${build}T00:00:00Z`,
  status: 'ok',
  message: null,
  events: 100,
  calls: 10,
  findings: 1,
  ...wanted,
});
const found = (traceId: string, confidence: Confidence): FleetFinding => ({
  ...finding({ rule: 'never-completed', confidence }),
  traceId,
});

const TRACES = [trace('a', '1'), trace('b', '2'), trace('c', '2'), trace('d', '2', { status: 'lossy' })];

describe('findings over builds', () => {
  test('are counted by how sure they are, and those of traces that are not whole apart', () => {
    const builds = buildsOf(TRACES);
    const findings = [
      found('a', 'likely'),
      found('b', 'certain'),
      found('c', 'possible'),
      found('d', 'likely'),
    ];
    const [row] = findingsOverBuilds(builds, findings);
    expect(row!.builds).toEqual([
      { certain: 0, likely: 1, possible: 0, notJudged: 0 },
      { certain: 1, likely: 0, possible: 1, notJudged: 1 },
    ]);
    expect(row!.builds.map(foundIn)).toEqual([1, 1]);
    expect([...tracesWithFindings(findings)]).toEqual(['a', 'b', 'd']);
  });

  test('are no news of the newest build where they are only possible', async () => {
    const pageOf = (confidence: Confidence) =>
      fleetPage(
        {
          folder: 'fleet',
          traces: TRACES,
          latencies: [],
          findings: [found('b', confidence)],
          drifts: [],
          reportOf: () => null,
        },
        { scripts: [], vegaLicence: '', helpPages: new Map() },
      );
    expect(await pageOf('likely')).toContain('The newest build, 2: 1 finding that no older build shows.');
    const doubt = await pageOf('possible');
    expect(doubt).toContain('The newest build, 2: nothing new is shown.');
    // One trace of two that are judged, and it counts for nothing on its machine either.
    expect(doubt).toContain('>0 %<');
    expect(doubt).not.toContain('>50 %<');
  });
});
