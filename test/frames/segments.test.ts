import { expect, test } from 'vitest';
import { openTrace } from '../../lib/etl/file/index.ts';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { frames } from '../../lib/frames/index.ts';
import { namedQueries } from '../../lib/frames/queries/index.ts';
import { openDatabase } from '../../lib/frames/sql/index.ts';
import { why } from '../../lib/why/index.ts';
import { fixture } from '../support/cli.ts';
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
