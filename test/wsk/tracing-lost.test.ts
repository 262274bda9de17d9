import { expect, test } from 'vitest';
import { statusRow } from '../../lib/frames/dataset/status.ts';
import { openTrace } from '../../lib/index.ts';
import { readStatus } from '../../lib/report/gate/trace-status.ts';
import { verdictOf } from '../../lib/report/verdict.ts';
import { analyze } from '../../lib/wsk/index.ts';
import { fixture, wsktrace } from '../support/cli.ts';

const FILE = fixture('host-tracing-lost.etl');

test('What a driver had no memory to trace weighs like lost events: 4 steps, as its last TracingLost counts them', async () => {
  const analysis = analyze(await openTrace(FILE));
  expect(analysis.trace.eventsLost).toBe(0);
  expect(analysis.isLossy).toBe(true);
  expect(analysis.hints).toMatchObject([{ kind: 'untraced-steps', provider: 'WskTraceDriver', count: 4 }]);
  expect(verdictOf(analysis)).toMatchObject({
    level: 'doubt',
    sentence: 'Nothing found, but events are missing from the trace.',
  });
  expect(readStatus({ file: FILE, analysis }).doubts).toEqual([
    expect.stringContaining('4 steps of the driver went untraced'),
  ]);
});

test('Nor is it taken for whole in a dataset', async () => {
  const analysis = analyze(await openTrace(FILE));
  expect(statusRow({} as never, { analysis } as never)).toMatchObject({
    status: 'lossy',
    message: '4 steps went untraced for lack of memory (TracingLost)',
  });
});

test('No check passes on such a trace, and doctor says what is missing', async () => {
  const check = await wsktrace('check', FILE);
  expect(check.code).toBe(4);
  expect(oneLine(check.out)).toContain('4 steps of the driver went untraced');
  const { out } = await wsktrace('doctor', FILE);
  expect(oneLine(out)).toContain('missing tracing 4 steps of the driver went untraced');
});

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
