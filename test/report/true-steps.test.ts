import { describe, expect, test } from 'vitest';
import { readPageAssets } from '../../cli/files/page-assets.ts';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { frames } from '../../lib/frames/index.ts';
import {
  DistributionCollector,
  latencyJson,
  leaksJson,
  leaksText,
  ReportCollector,
  reportJson,
  reportMarkdown,
  reportPage,
  reportText,
  TimelineWriter,
} from '../../lib/report/index.ts';
import { formatMoment, formatNs } from '../../lib/report/units.ts';
import { analyze, LatencyCollector, LeakCollector, operationName, RULES } from '../../lib/wsk/index.ts';
import { rowsOf } from '../support/frame-values.ts';
import { LIFE_RULES, type SynthesisedEvent, synthesise } from '../support/synthesiser/index.ts';
import { type Named, TrueSteps } from '../support/told-steps.ts';
import { traceEventsOf } from '../support/trace-events.ts';

const START = 26_523_333_000n;
const EACH_FAULT = Object.fromEntries(
  RULES.filter((rule) => !LIFE_RULES.some((one) => one === rule)).map((rule) => [rule, 3]),
);
const STYLE = new Proxy({}, { get: () => (text: string) => text }) as never;
const WIDE = { width: 100_000, style: STYLE };

/** Two loads of a driver in one trace, whose ids begin anew: each of far more objects than the analysis remembers. */
function twoLoads() {
  const first = synthesise({ seed: 61, events: 150_000, faults: EACH_FAULT, startTicks: START });
  const startTicks = first.events.at(-1)!.ticks + 10_000_000n;
  const second = synthesise({ seed: 62, events: 12_000, faults: EACH_FAULT, startTicks, nearMisses: 2 });
  const events: SynthesisedEvent[] = [...first.events, ...second.events];
  const loads = [first, second].map((load) => new TrueSteps(load.events, START));
  const endNs = 100 * Number(events.at(-1)!.ticks - START);
  return { bytes: first.write({}, events).bytes, calls: first.truth.calls.issued, loads, endNs };
}

describe('every step that an output names is one that the object had', async () => {
  const { bytes, calls, loads, endNs } = twoLoads();
  const open = () => Trace.open(bytesSource(bytes));
  const collectors = {
    report: new ReportCollector(),
    leaks: new LeakCollector(),
    latency: new LatencyCollector({ slowest: 500 }),
    spread: new DistributionCollector(),
  };
  let timeline = '';
  const writer = new TimelineWriter(
    (text) => {
      timeline += text;
    },
    { detailed: Number.POSITIVE_INFINITY },
  );
  const analysis = analyze(open(), {
    observers: [
      ...collectors.report.observers(),
      collectors.leaks.observer(),
      ...collectors.latency.observers(),
      collectors.spread.observer(),
      writer.observer(),
    ],
  });
  writer.end(analysis);
  const report = collectors.report.report(analysis);
  const page = await reportPage(report, null, readPageAssets());

  const load = (number: number) => loads[number - 1]!;
  /** Where an output tells no load: one of them has to have it. */
  const inAny = (isTrue: (one: TrueSteps) => boolean): boolean => loads.some(isTrue);

  test('where objects were used again many times over', () => {
    expect(calls).toBeGreaterThan(20_000);
  });

  test('in JSON', () => {
    const { findings } = JSON.parse(reportJson(analysis)) as typeof analysis;
    const wrong = findings.flatMap(({ rule, occurrences }) =>
      occurrences.flatMap(({ load: number, subject, evidence }) =>
        evidence
          .filter(({ event }) => event !== 'DriverState')
          .map(({ event, timeNs }) => load(number).wrong({ ...subject, event: eventOf(event), timeNs }))
          .filter((reason) => reason !== null)
          .map((reason) => `${rule}: ${reason}`),
      ),
    );
    expect(wrong).toEqual([]);
    expect(findings.length).toBeGreaterThan(15);
  });

  test('in JSON, a leaked IRP’s with its last call and the socket of that', () => {
    const leaked = analysis.findings
      .filter(({ rule }) => rule === 'irp-leak')
      .flatMap(({ occurrences }) => occurrences);
    expect(leaked.length).toBeGreaterThanOrEqual(6);
    for (const { load: number, subject } of leaked) {
      const last = lastIssue(load(number), { irpId: subject.irpId });
      expect(subject).toMatchObject({ callId: last?.callId ?? null, socketId: last?.socketId ?? null });
    }
  });

  test('in text and in Markdown', () => {
    const text = [
      reportText(analysis, collectors.spread.result(), WIDE),
      leaksText(analysis, collectors.leaks.result(), WIDE),
      reportMarkdown(report).replaceAll('\\', ''),
    ].join('\n');
    const proofs = [...text.matchAll(/(?:^|- )\s*((?:(?:IRP|call|socket) \d+(?:, )?)+): (.*)$/gm)];
    expect(proofs.length).toBeGreaterThan(60);
    const wrong = proofs.flatMap(([, subject, steps]) => {
      const named = idsIn(subject!);
      return steps!
        .split(' → ')
        .map((step) => /^(\S+ \S+) (\w+)/.exec(step)!)
        .filter(([, time, event]) => {
          const told = { ...named, event: eventOf(event!) };
          return !inAny(
            (one) =>
              one.wrongTogether(named) === null && one.has(told, (timeNs) => formatNs(timeNs) === time),
          );
        })
        .map(([step]) => `${subject}: ${step}`);
    });
    expect(wrong).toEqual([]);
  });

  test('in the page’s stories', () => {
    const stories = [
      ...page.matchAll(/<div class="story"><p class="subject">(.*?)<\/p><ol[^>]*>(.*?)<\/ol>/g),
    ];
    expect(stories.length).toBeGreaterThan(30);
    const wrong = stories.flatMap(([, subject, list]) => {
      const named = idsIn(withoutTags(subject!));
      const steps = [
        ...list!.matchAll(
          /<li class="(\w+)">.*?<strong>([^<]*)<\/strong><span class="at">([^<]*)<\/span>(?:<span class="detail">([^<]*))?/g,
        ),
      ];
      return steps
        .filter(([, kind, what, time, detail]) =>
          kind === 'missing'
            ? !inAny((one) => isMissing(one, named, what!))
            : !inAny((one) =>
                one.has({ ...whole(one, named), event: EVENTS[what!]! }, (ns) => formatMoment(ns) === time),
              ) ||
              (what === 'issued' &&
                !inAny((one) =>
                  one.of({ callId: named.callId }).some(({ op }) => detail!.startsWith(operationName(op))),
                )),
        )
        .map(([, kind, what, time]) => `${subject}: ${kind} ${what} at ${time}`);
    });
    expect(wrong).toEqual([]);
  });

  test('in the page’s life-lines and slow calls', () => {
    const rowsIn = (id: string) =>
      [
        ...new RegExp(`id="${id}".*?<tbody>(.*?)</tbody>`, 's')
          .exec(page)![1]!
          .matchAll(/<tr [^>]*data-from="(-?\d+)" data-to="(\d+)"[^>]*>(.*?)<\/tr>/gs),
      ].map(([, from, to, cells]) => ({
        from: Number(from),
        to: Number(to),
        cells: [...cells!.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => withoutTags(cell!)),
      }));
    const irps = rowsIn('irp-lives');
    const falseIrps = irps.filter(
      ({ from, to, cells: [irpId, , , , uses, lastOp] }) =>
        !inAny((one) => {
          const told = one.of({ irpId });
          const last = lastIssue(one, { irpId });
          return (
            told.some(({ name, timeNs }) => name === 'IrpAllocated' && timeNs === from) &&
            (to === endNs || told.some(({ name, timeNs }) => END_OF_IRP.includes(name) && timeNs === to)) &&
            count(told, 'WskCallIssued') === Number(uses!.replaceAll(',', '')) &&
            lastOp === (last === undefined ? '–' : operationName(last.op))
          );
        }),
    );
    expect(falseIrps).toEqual([]);
    const sockets = rowsIn('socket-lives');
    const falseSockets = sockets.filter(
      ({ from, to, cells: [socketId, , , , , uses] }) =>
        !inAny((one) => {
          const told = one.of({ socketId });
          return (
            told.some(({ name, timeNs }) => name === 'SocketCreated' && timeNs === from) &&
            (to === endNs || endOfClose(one, socketId!, to)) &&
            count(told, 'WskCallIssued') === Number(uses!.replaceAll(',', ''))
          );
        }),
    );
    expect(falseSockets).toEqual([]);
    const slow = rowsIn('slowest-calls');
    const falseCalls = slow.filter(
      ({ from, to, cells: [, op, , , , , callId, irpId, socketId] }) =>
        !inAny((one) => isCall(one, { callId, irpId, socketId }, operationNumberOf(op!), from, to)),
    );
    expect(falseCalls).toEqual([]);
    expect([irps.length, sockets.length, slow.length].every((rows) => rows > 50)).toBe(true);
  });

  test('in the timeline', () => {
    const traceEvents = traceEventsOf(timeline);
    const tracks = new Map(
      traceEvents.filter(({ name }) => name === 'thread_name').map(({ tid, args }) => [tid, args.name!]),
    );
    const slices = traceEvents.filter(
      ({ ph, cat, name }) => ph === 'X' && cat === undefined && !name.startsWith('inside '),
    );
    const marks = new Map(
      traceEvents
        .filter(({ ph, cat }) => ph === 'i' && cat === undefined)
        .map((mark) => [`${mark.pid} ${mark.tid} ${Math.round(1000 * mark.ts)}`, mark.args]),
    );
    const wrong = slices.filter(({ pid, tid, name, ts, dur }) => {
      const from = Math.round(1000 * ts);
      const end = Math.round(1000 * (ts + dur));
      const { call, irp, status } = marks.get(`${pid} ${tid} ${end}`)!;
      const until = status === 'pending at the end' ? null : end;
      const [, socket = null] = /^socket (\d+)/.exec(tracks.get(tid)!) ?? [];
      const named = { callId: call, irpId: irp ?? '–', socketId: socket ?? '–' };
      const op = operationNumberOf(name);
      // One that was refused and never completed ends with its return.
      const isRefused = () =>
        isCall(load(pid), named, op, from, null) &&
        load(pid)
          .of({ callId: call })
          .some(({ name: step, timeNs }) => step === 'WskCallReturned' && timeNs === end);
      return !isCall(load(pid), named, op, from, until) && !(until !== null && isRefused());
    });
    expect(wrong).toEqual([]);
    expect(slices.length).toBeGreaterThan(20_000);
  });

  test('in leaks', () => {
    const leaks = JSON.parse(leaksJson(analysis, collectors.leaks.result())) as ReturnType<
      LeakCollector['result']
    >;
    const of = (driver: string) => load(driver.endsWith('(load 2)') ? 2 : 1);
    for (const { driver, callId, irpId, socketId, op, sinceNs, cancelRequestedNs } of leaks.calls.oldest) {
      const named = { callId, irpId: irpId ?? '–', socketId: socketId ?? '–' };
      expect([callId, isCall(of(driver), named, operationNumberOf(op), sinceNs, null)]).toEqual([
        callId,
        true,
      ]);
      if (cancelRequestedNs !== null) {
        const cancel = { callId, irpId, event: 'IrpCancelRequested', timeNs: cancelRequestedNs };
        expect(of(driver).wrong(cancel)).toBeNull();
      }
    }
    for (const { driver, irpId, sinceNs, inUseBy, uses, ...last } of leaks.irps.oldest) {
      expect(of(driver).wrong({ irpId, event: 'IrpAllocated', timeNs: sinceNs })).toBeNull();
      expect(uses).toBe(count(of(driver).of({ irpId }), 'WskCallIssued'));
      const issue = lastIssue(of(driver), { irpId });
      expect(last).toMatchObject({
        lastCallId: issue?.callId ?? null,
        lastOp: issue === undefined ? null : operationName(issue.op),
        lastSocketId: issue?.socketId ?? null,
      });
      if (inUseBy !== null) {
        expect(of(driver).wrongTogether({ irpId, callId: inUseBy })).toBeNull();
      }
    }
    for (const { driver, socketId, sinceNs } of leaks.sockets.oldest) {
      expect(of(driver).wrong({ socketId, event: 'SocketCreated', timeNs: sinceNs })).toBeNull();
    }
    expect(leaks.irps.count).toBeGreaterThan(10);
  });

  test('in what else happened around the slowest calls', () => {
    const { slowest } = JSON.parse(latencyJson(analysis, collectors.latency.result())) as ReturnType<
      LatencyCollector['result']
    >;
    const wrong = slowest.flatMap(
      ({ driver, callId, irpId, socketId, op, issuedNs, completedNs, ...rest }) => {
        const of = load(driver.endsWith('(load 2)') ? 2 : 1);
        const named = { callId, irpId: irpId ?? '–', socketId: socketId ?? '–' };
        const steps = [...(rest.onSocket?.lastSteps ?? []), ...rest.onProcessor.lastSteps];
        return [
          ...(isCall(of, named, operationNumberOf(op), issuedNs, completedNs) ? [] : [`call ${callId}`]),
          ...steps
            .filter((step) => step.callId !== null)
            .filter((step) => !inAny((one) => one.wrong(step) === null))
            .map((step) => JSON.stringify(step)),
          ...(rest.onSocket?.lastSteps ?? [])
            .filter((step) => step.callId !== null && of.wrongTogether({ callId: step.callId, socketId }))
            .map((step) => `not on socket ${socketId}: ${JSON.stringify(step)}`),
        ];
      },
    );
    expect(wrong).toEqual([]);
    expect(slowest).toHaveLength(500);
  });

  test('in an export', () => {
    const tables = frames(open());
    const wrong: unknown[] = [];
    const expectStep = (row: Record<string, unknown>, named: Named, event: string, timeNs: unknown) => {
      const told = { ...named, event, timeNs: timeNs as number };
      if (timeNs !== null && load(row.load as number).wrong(told) !== null) {
        wrong.push(told);
      }
    };
    const id = (value: unknown) => (value === null || value === 0n ? null : String(value));
    for (const row of rowsOf(tables, 'calls')) {
      const callId = id(row.callId);
      const [irpId, socketId] = [id(row.irpId), id(row.socketId)];
      expectStep(row, { callId, irpId: irpId ?? '–', socketId: socketId ?? '–' }, 'WskCallIssued', null);
      expectStep(row, { callId, irpId, socketId }, 'WskCallIssued', row.issuedNs);
      expectStep(row, { callId }, 'WskCallReturned', row.returnedNs);
      expectStep(row, { callId, irpId }, 'IrpCompleted', row.completedNs);
      expectStep(row, { callId, irpId }, 'IrpCancelRequested', row.cancelRequestedNs);
    }
    for (const row of rowsOf(tables, 'irps')) {
      const irpId = id(row.irpId);
      expectStep(row, { irpId }, 'IrpAllocated', row.allocatedNs);
      expectStep(row, { irpId }, 'IrpFreed', row.freedNs);
      if (row.uses !== count(load(row.load as number).of({ irpId }), 'WskCallIssued')) {
        wrong.push({ irpId, uses: row.uses });
      }
    }
    for (const row of rowsOf(tables, 'sockets')) {
      const socketId = id(row.socketId);
      expectStep(row, { socketId }, 'SocketCreated', row.createdNs);
      expectStep(row, { socketId }, 'WskCallIssued', row.closeIssuedNs);
      if (row.closedNs !== null && !endOfClose(load(row.load as number), socketId!, row.closedNs as number)) {
        wrong.push({ socketId, closedNs: row.closedNs });
      }
    }
    for (const row of rowsOf(tables, 'callbacks')) {
      expectStep(row, { socketId: id(row.socketId) }, 'CallbackEnter', row.enteredNs);
      expectStep(row, { socketId: id(row.socketId) }, 'CallbackLeave', row.leftNs);
    }
    expect(wrong.slice(0, 20)).toEqual([]);
  });
});

/** What the outputs' events are called in the trace: a completion routine's result comes with the completion. */
function eventOf(event: string): string {
  return event === 'RoutineReturned' ? 'RoutineReturned|IrpCompleted' : event;
}

/** One that was passed down from above goes back with its completion. */
const END_OF_IRP = ['IrpFreed', 'IrpCompleted'];
const CLOSED = 'SocketClosed|IrpCompleted';
/** By the words of a story. */
const EVENTS: Readonly<Record<string, string>> = {
  allocated: 'IrpAllocated',
  'used again': 'IrpReused',
  'cancel requested': 'IrpCancelRequested',
  freed: 'IrpFreed',
  issued: 'WskCallIssued',
  returned: 'WskCallReturned',
  completed: 'IrpCompleted',
  'routine returned': 'RoutineReturned|IrpCompleted',
  created: 'SocketCreated',
  closed: CLOSED,
  'close issued': 'WskCallIssued',
  CallbackLeave: 'CallbackLeave',
};

function isMissing(one: TrueSteps, named: Named, what: string): boolean {
  const has = (which: Named, event: string) => one.of(which).some(({ name }) => name === event);
  switch (what) {
    case 'never freed':
      return (
        has({ irpId: named.irpId ?? null }, 'IrpAllocated') &&
        !has({ irpId: named.irpId ?? null }, 'IrpFreed')
      );
    case 'never completed':
      return !has({ callId: named.callId ?? null }, 'IrpCompleted');
    case 'never closed':
    case 'close never ended':
      return !has({ socketId: named.socketId ?? null }, 'SocketClosed');
    default:
      return what === 'unload never ended';
  }
}

/** The objects of a story: a socket's close is a call on it, and ends it. */
function whole(one: TrueSteps, named: Named): Named {
  const isOfSocket = named.irpId === undefined && named.callId === undefined;
  const close = isOfSocket ? undefined : one.of({ callId: named.callId ?? null })[0];
  return { irpId: named.irpId ?? close?.irpId ?? null, ...named };
}

function idsIn(subject: string): Named {
  const id = (what: string) => new RegExp(`${what} (\\d+)`).exec(subject)?.[1];
  const [irpId, callId, socketId] = ['IRP', 'call', 'socket'].map(id);
  return {
    ...(irpId === undefined ? {} : { irpId }),
    ...(callId === undefined ? {} : { callId }),
    ...(socketId === undefined ? {} : { socketId }),
  };
}

function withoutTags(html: string): string {
  // What leads to the finding that a row is in is no part of its id.
  return html
    .replace(/<a class="found".*?<\/a>/g, '')
    .replace(/<[^>]*>/g, '')
    .trim();
}

function lastIssue(one: TrueSteps, named: Named) {
  return one.of(named).findLast(({ name }) => name === 'WskCallIssued');
}

function count(events: readonly { name: string }[], wanted: string): number {
  return events.filter(({ name }) => name === wanted).length;
}

/** A socket is closed with SocketClosed, or with the completion of its CloseSocket. */
function endOfClose(one: TrueSteps, socketId: string, timeNs: number): boolean {
  return one.of({ socketId }).some(({ name, callId, timeNs: at }) => {
    const isClosed = name === 'SocketClosed' && at === timeNs;
    return (
      isClosed ||
      (name === 'WskCallIssued' &&
        one.of({ callId }).some((step) => step.name === 'IrpCompleted' && step.timeNs === timeNs))
    );
  });
}

function operationNumberOf(name: string): number {
  return Array.from({ length: 64 }, (_, op) => op).find((op) => operationName(op) === name) ?? 0;
}

/** Whether a call of these ids (– for none) was issued then, and ended then (null: has not completed). */
function isCall(
  one: TrueSteps,
  { callId, irpId, socketId }: Named,
  op: number,
  fromNs: number,
  toNs: number | null,
) {
  const issued = one.of({ callId: callId ?? null }).find(({ name }) => name === 'WskCallIssued');
  const end = one
    .of({ callId: callId ?? null })
    .filter(({ name }) => name === (irpId === '–' ? 'WskCallReturned' : 'IrpCompleted'));
  return (
    issued?.timeNs === fromNs &&
    issued.op === op &&
    (issued.irpId ?? '–') === irpId &&
    (issued.socketId ?? '–') === socketId &&
    (toNs === null ? end.length === 0 : end.some(({ timeNs }) => timeNs === toNs))
  );
}
