import { expect, test } from 'vitest';
import { openTrace } from '../../lib/etl/file/index.ts';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { frames } from '../../lib/frames/index.ts';
import { namedQueries } from '../../lib/frames/queries/index.ts';
import { openDatabase } from '../../lib/frames/sql/index.ts';
import { why } from '../../lib/why/index.ts';
import { analyze } from '../../lib/wsk/index.ts';
import { fixture } from '../support/cli.ts';
import { ByteWriter } from '../support/etl-writer/index.ts';
import { BASE_TICKS, MachineLog } from '../support/synthesiser/machine/logs.ts';
import { synthesiseMachine } from '../support/synthesiser/machine/scenario.ts';

const { bytes } = synthesiseMachine({ seed: 5, callers: 4 }).write();
const open = () => Trace.open(bytesSource(bytes));

test('the frame of segments has those of every call', () => {
  const rows = frames(open()).segments.objects() as Record<string, unknown>[];
  const { calls } = why(open(), { choice: { worst: 1000 } });
  const told = calls.flatMap((call) =>
    call.segments.map((segment) => ({
      callId: BigInt(call.callId!),
      op: call.opName,
      phase: segment.phase,
      cause: segment.cause,
      module: segment.module,
      processor: segment.processor,
      thread: segment.thread?.id ?? null,
      process: segment.thread?.process ?? null,
      startNs: segment.startNs,
      endNs: segment.endNs,
    })),
  );
  expect(rows.length).toBe(told.length);
  expect(rows).toMatchObject(told);
});

/** How many bytes are read of a trace, in how many times its size. */
function passesOf(file: Uint8Array, read: (trace: Trace) => unknown): number {
  let bytesRead = 0;
  const source = bytesSource(file);
  read(
    Trace.open({
      ...source,
      read: (target, offset) => {
        bytesRead += target.length;
        return source.read(target, offset);
      },
    }),
  );
  return bytesRead / file.length;
}

test('it costs one pass more than an analysis that looks at each event, whose observers gather what that needs', () => {
  const long = synthesiseMachine({ seed: 5, callers: 8, calls: 100 }).write().bytes;
  const looking = { collectors: [{ add() {} }] };
  const more = passesOf(long, (trace) => frames(trace)) - passesOf(long, (trace) => analyze(trace, looking));
  expect(more).toBeGreaterThan(0.9);
  expect(more).toBeLessThan(1.5);
});

test('it is the same where the kernel’s events come late in the trace', () => {
  const machine = synthesiseMachine({ seed: 5, callers: 4 });
  const foreign = new MachineLog();
  for (let at = 0; at < 5000; at++) {
    const told = { provider: '11111111-2222-3333-4444-555555555555', id: 1 };
    foreign.provided(at - 5000, 0, 1, told, new ByteWriter().u32(at));
  }
  const late = machine.write([...foreign.events, ...machine.events], { startTicks: BASE_TICKS - 5000n });
  const begin = machine.write(machine.events, { startTicks: BASE_TICKS - 5000n });
  const rowsOf = (bytes: Uint8Array) => frames(Trace.open(bytesSource(bytes))).segments.objects();
  expect(rowsOf(late.bytes).length).toBeGreaterThan(100);
  expect(rowsOf(late.bytes)).toEqual(rowsOf(begin.bytes));
});

test('it is empty where nothing tells what the machine did', async () => {
  expect(frames(await openTrace(fixture('wine-echo-clean.etl'))).segments.numRows()).toBe(0);
});

test('the ready queries over it answer', async () => {
  const database = await openDatabase([open()]);
  const ask = async (name: string) => {
    const { sql } = namedQueries().find((query) => query.name === name)!;
    const rows: unknown[][] = [];
    for await (const row of (await database.query(sql)).rows()) {
      rows.push([...row]);
    }
    return rows;
  };
  const causes = await ask('time-by-cause');
  const { summary } = why(open(), { choice: { worst: 1000 } });
  const total = causes.reduce((sum, row) => sum + Number(row[5]), 0);
  expect(total).toBeCloseTo(summary.totalNs, 0);
  expect((await ask('who-delays-calls')).map(([who]) => who)).toContain('storport.sys');
  database.close();
});
