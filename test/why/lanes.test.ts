import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { pictureOf } from '../../lib/report/why/picture/picture.ts';
import { type DrawnLane, type DrawnStay, type ExplainedCall, why } from '../../lib/why/index.ts';
import { Lane } from '../../lib/why/lanes/lane.ts';
import { synthesiseMachine, withoutClasses } from '../support/synthesiser/machine/scenario.ts';
import { manyProcessors } from './many-processors.ts';

const at = <T extends { fromNs: number; toNs: number }>(lane: DrawnLane<T>, timeNs: number): T | undefined =>
  lane.shown.findLast(({ fromNs, toNs }) => fromNs <= timeNs && timeNs < toNs);

function explained(seed: number): readonly ExplainedCall[] {
  const { bytes } = synthesiseMachine({ seed, others: 6 }).write();
  return why(Trace.open(bytesSource(bytes)), { choice: { worst: 1000 }, drawn: 1000 }).calls;
}

test('the lanes of a call say what its segments say', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      for (const { segments, lanes, thread } of explained(seed)) {
        for (const { cause, phase, processor, routine, startNs, endNs, thread: other } of segments) {
          const middle = (startNs + endNs) / 2;
          const lane = lanes!.processors.find((one) => one.processor === processor);
          if (lane === undefined || cause === 'waiting') continue;
          // What is on top of a processor is the innermost routine, or else its thread.
          const inside = at(lane.routines, middle);
          expect(inside?.routine ?? null).toBe(routine);
          if (other !== null && cause !== 'not-recorded') {
            expect(at(lane.threads, middle)?.thread?.id).toBe(other.id);
          }
          if (phase === 'inside') {
            const doing = at(lanes!.threads.find((one) => one.thread.id === thread.id)!, middle)!;
            expect(doing.state).toBe(cause === 'ready' || cause === 'preempted' ? 'ready' : 'running');
          }
        }
      }
    }),
    { numRuns: 15 },
  );
}, 120_000);

test('a processor’s threads follow each other without a gap for as long as switches are recorded', () => {
  for (const { lanes } of explained(3)) {
    for (const { threads } of lanes!.processors) {
      expect(threads.hidden).toBe(0);
      for (const [index, one] of threads.shown.slice(1).entries()) {
        expect(one.fromNs).toBe(threads.shown[index]!.toNs);
      }
    }
  }
});

test('only so many calls as are to be drawn have lanes, the slowest', () => {
  const { bytes } = synthesiseMachine({ seed: 3 }).write();
  const { calls } = why(Trace.open(bytesSource(bytes)), { choice: { worst: 9 }, drawn: 4 });
  expect(calls.map(({ lanes }) => lanes !== null)).toEqual([...Array(4).fill(true), ...Array(5).fill(false)]);
});

test('a trace without switches has no threads in its lanes, and routines all the same', () => {
  const machine = synthesiseMachine({ seed: 3 });
  const { bytes } = machine.write(withoutClasses(machine.events, 'switch', 'ready'));
  const { calls } = why(Trace.open(bytesSource(bytes)), { choice: { worst: 20 }, drawn: 20 });
  const processors = calls.flatMap(({ lanes }) => lanes!.processors);
  expect(processors.some(({ routines }) => routines.shown.length > 0)).toBe(true);
  expect(processors.every(({ threads }) => threads.shown.every(({ thread }) => thread === null))).toBe(true);
});

test('a lane keeps the longest of what lies in its stretch, cut to it, and counts the rest', () => {
  const lane = new Lane<{ fromNs: number; toNs: number }>({ fromNs: 0, toNs: 10_000 });
  for (let i = 0; i < 1000; i++) {
    lane.add(i * 10, i * 10 + (i % 2 === 0 ? 8 : 2), (stretch) => stretch);
  }
  lane.add(-500, 5, (stretch) => stretch);
  lane.add(20_000, 20_001, (stretch) => stretch);
  expect(lane.shown).toHaveLength(400);
  expect(lane.hidden).toBe(601);
  expect(lane.shown.every(({ fromNs, toNs }) => toNs - fromNs === 8)).toBe(true);
});

test('of many processors those are drawn that the call was issued and completed on, and where it spent the most time', () => {
  const [call] = manyProcessors().calls;
  expect(call!.lanes!.processors.map(({ processor }) => processor)).toEqual([
    3, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
  ]);
  expect(call!.lanes!.hiddenProcessors).toBe(49);
});

test('a picture says how many processors and modules are not drawn', () => {
  const [call] = manyProcessors().calls;
  const { lanes, hidden } = pictureOf(call!, call!.lanes!);
  expect(lanes.filter((lane) => lane.startsWith('processor '))).toHaveLength(12);
  expect(hidden).toBe('Not drawn: 49 processors on which less of the call’s time was spent.');
  const many = { ...call!.lanes!, processors: call!.lanes!.processors.map(withModules) };
  expect(pictureOf(call!, many).hidden).toContain('3 modules that took less time');
});

/** A processor on which routines of 15 modules ran. */
function withModules<T extends { routines: DrawnLane<DrawnStay> }>(one: T): T {
  const shown = Array.from({ length: 15 }, (_, at) => ({
    fromNs: at,
    toNs: at + 1,
    thread: null,
    routine: `m${at}.sys+0x1`,
    module: `m${at}.sys`,
    isInterrupt: true,
  }));
  return { ...one, routines: { shown, hidden: 0 } };
}
