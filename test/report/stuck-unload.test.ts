import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { verdictOf } from '../../lib/report/verdict.ts';
import { wsktrace } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';
import { type HandStep, handBytes, handCall, inTime } from '../support/hand-trace.ts';
import { synthesise } from '../support/synthesiser/index.ts';
import { reportOfBytes } from './html/reports.ts';

const RECEIVE = 9;
const SEND = 8;
const SECOND = 1e6;
const HEADLINE = 'Unload is stuck, waiting for 2 Receive calls on sockets 973 and 1659';

/** Two receives that a peer never answers; many more leaked IRPs, which hang nothing; then an unload that stays. */
function hungUnload(): Uint8Array {
  const socket = (id: number): HandStep => ({
    us: 5,
    event: 'SocketCreated',
    fields: { Socket: 0x8000 + id, SocketId: id, Category: 2 },
  });
  const leaked = Array.from({ length: 20 }, (_, i): HandStep[] => {
    const irp = { Irp: 0x1000 + 100 + i, IrpId: 100 + i };
    return [
      { us: 100 + i, event: 'IrpAllocated', fields: { ...irp, Function: 'Leaky', Line: 7 } },
      ...handCall({
        id: 100 + i,
        op: SEND,
        issued: 200 + i,
        returned: 201 + i,
        completed: 300 + i,
        socket: 973,
      }),
    ];
  });
  return handBytes(
    inTime(
      [socket(973), socket(1659)],
      handCall({ id: 1, op: RECEIVE, issued: 10, returned: 12, socket: 1659, function: 'ReadLoop' }),
      handCall({ id: 2, op: RECEIVE, issued: 11, returned: 13, socket: 973, function: 'ReadLoop' }),
      ...leaked,
      [{ us: SECOND, event: 'DriverState', fields: { What: 'UnloadStart' } }],
      [{ us: SECOND + 10, event: 'DriverState', fields: { What: 'NpiReleased' } }],
      [
        {
          us: 200 * SECOND,
          event: 'WaitStillPending',
          fields: { CallId: 1, Op: RECEIVE, ElapsedMs: 199_000 },
        },
      ],
    ),
  );
}

const folder = useFolder();

function traceFile(): string {
  const file = folder.at('hung.etl');
  writeFileSync(file, hungUnload());
  return file;
}

describe('an unload that hangs', () => {
  test('is the headline, with what it waits for, in text, Markdown and on the page', async () => {
    const [md, html] = [folder.at('hung.md'), folder.at('hung.html')];
    const { out } = await wsktrace('report', traceFile(), '--md', md, '--html', html);
    const told = out.replaceAll(/\s+/g, ' ');
    expect(told).toMatch(
      new RegExp(`${HEADLINE}; 2 Receive calls in ReadLoop never completed, 20 IRPs leaked`),
    );
    expect(readFileSync(md, 'utf8').split('\n')[0]).toContain(HEADLINE);
    const page = readFileSync(html, 'utf8');
    expect(/<h1>([^<]*)/.exec(page)![1]).toMatch(new RegExp(`^${HEADLINE};`));
    expect(/<title>([^<]*)/.exec(page)![1]).toMatch(new RegExp(`^${HEADLINE};`));
  });

  test('stands in JSON with its calls and their sockets, and its finding before leaks that are more and as sure', async () => {
    const { out } = await wsktrace('report', traceFile(), '--json');
    const { stuckUnloads, findings } = JSON.parse(out) as {
      stuckUnloads: object[];
      findings: { rule: string }[];
    };
    expect(stuckUnloads).toEqual([
      {
        provider: 'WskTraceDriver',
        load: 1,
        sinceNs: 1e9,
        ageNs: 199e9,
        isNpiReleased: true,
        calls: [{ op: 'Receive', count: 2, sockets: 2, socketIds: ['973', '1659'] }],
        openSockets: 2,
        openSocketIds: ['973', '1659'],
      },
    ]);
    expect(findings.map(({ rule }) => rule)).toEqual(['never-completed', 'irp-leak']);
  });

  test.each(['text', 'markdown', 'html', 'json'])('is what check says first, as %s', async (format) => {
    const { code, out } = await wsktrace('check', traceFile(), '--format', format);
    expect(code).toBe(1);
    const told = out.replaceAll('&#58;', ':').replaceAll(/\s+/g, ' ');
    if (format === 'json') {
      const { traces, findings } = JSON.parse(out) as {
        traces: { unload: string }[];
        findings: { rule: string; hangsUnload: boolean }[];
      };
      expect(traces.map(({ unload }) => unload)).toEqual([HEADLINE]);
      expect(findings.map(({ rule, hangsUnload }) => [rule, hangsUnload])).toEqual([
        ['never-completed', true],
        ['irp-leak', false],
      ]);
    } else {
      expect(told).toContain(`Failed: u${HEADLINE.slice(1)}; 2 findings, in 1 trace (`);
    }
  });

  test('is seen in the charts, which reach to the trace’s end', () => {
    const { activity } = reportOfBytes(hungUnload());
    const last = activity.slices.at(-1)!;
    expect(last.toNs).toBe(200e9);
    expect(last).toMatchObject({ maxInFlight: 2, meanInFlight: 2, completed: 0 });
  });

  test('waits for the calls that the truth has outstanding, and for no leak', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const faults = { 'never-completed': seed % 4, 'irp-leak': 3, 'cancel-not-completed': seed % 3 };
      const { truth, write } = synthesise({ seed, events: 3000, faults });
      const { analysis } = reportOfBytes(write({}).bytes);
      const unended = truth.faults.filter(({ rule }) => rule !== 'irp-leak');
      const busy = new Set(unended.map(({ subject }) => subject.socketId));
      // The close of a socket hangs behind its calls, which are what is waited for.
      const closes = unended
        .flatMap(({ consequences }) => consequences)
        .filter(({ rule, subject }) => rule === 'close-stuck' && !busy.has(subject.socketId));
      const hanging = [...unended, ...closes];
      const calls = analysis.stuckUnloads.flatMap((unload) => unload.calls);
      expect(analysis.stuckUnloads).toHaveLength(truth.unload === 'stuck' ? 1 : 0);
      expect(calls.reduce((sum, { count }) => sum + count, 0)).toBe(hanging.length);
      const sockets = new Set(hanging.flatMap(({ subject }) => subject.socketId ?? []));
      expect(new Set(calls.flatMap(({ socketIds }) => socketIds))).toEqual(sockets);
      const { sentence } = verdictOf(analysis);
      expect(sentence.startsWith('Unload is stuck, waiting for ')).toBe(hanging.length > 0);
    }
  });

  test('is no headline where it went through, or had no time to', () => {
    const { analysis } = reportOfBytes(
      synthesise({ seed: 5, events: 3000, faults: { 'irp-leak': 2 } }).write({}).bytes,
    );
    expect(analysis.stuckUnloads).toEqual([]);
    const young = handBytes([
      ...handCall({ id: 1, op: SEND, issued: 1, returned: 2, completed: 3 }),
      { us: 10, event: 'DriverState', fields: { What: 'UnloadStart' } },
    ]);
    const { sentence } = verdictOf(reportOfBytes(young).analysis);
    expect(sentence).not.toMatch(/^Unload is stuck/);
  });
});
