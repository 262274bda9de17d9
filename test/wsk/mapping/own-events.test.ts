import { describe, expect, test } from 'vitest';
import { bytesSource, Trace } from '../../../lib/etl/index.ts';
import { type Analysis, analyze, type Mapping } from '../../../lib/wsk/index.ts';
import { readMapping } from '../../../lib/wsk/mapping/file/index.ts';
import { fullSchema, type SynthesiserOptions, synthesise } from '../../support/synthesiser/index.ts';

/** A driver whose provider is not of the project's group, and which tells no ids. */
const stranger: Partial<SynthesiserOptions> = {
  provider: { name: 'Contoso.Net' },
  schema: { ...fullSchema, idType: 'none' },
  noise: 0.3,
  events: 4000,
};

const site = { function: 'Function?', line: 'Line?' };
const events = {
  IrpAllocated: { means: 'allocate', fields: { irp: 'Irp', origin: 'Origin?', ...site } },
  IrpReused: { means: 'reuse', fields: { irp: 'Irp' } },
  IrpCancelRequested: { means: 'cancel', fields: { irp: 'Irp' } },
  IrpFreed: { means: 'free', fields: { irp: 'Irp' } },
  WskCallIssued: {
    means: 'issue',
    op: { field: 'Op' },
    fields: { irp: 'Irp', socket: 'Socket', length: 'Length', flags: 'Flags', ...site },
  },
  WskCallReturned: { means: 'return', fields: { irp: 'Irp', status: 'Status' } },
  IrpCompleted: { means: 'complete', fields: { irp: 'Irp', status: 'Status', bytes: 'Information' } },
  SocketCreated: { means: 'create', fields: { socket: 'Socket', category: 'Category' } },
  SocketClosed: { means: 'close', fields: { socket: 'Socket', status: 'Status' } },
};

function mappingOf(wanted: readonly (keyof typeof events)[]): Mapping {
  const json = {
    schema: 'wsktrace.mapping/1',
    sources: [
      {
        name: 'Contoso',
        provider: 'contoso.net',
        events: wanted.map((event) => ({ event, ...events[event] })),
      },
    ],
  };
  return readMapping(JSON.stringify(json), 'contoso.json');
}

const everything = mappingOf(Object.keys(events) as (keyof typeof events)[]);

function analysed(options: Partial<SynthesiserOptions>, mappings: readonly Mapping[]) {
  const { truth, write } = synthesise({ ...stranger, ...options });
  return { truth, analysis: analyze(Trace.open(bytesSource(write().bytes)), { mappings }) };
}

function surelyFound({ findings }: Analysis): string[] {
  return findings.filter(({ confidence }) => confidence !== 'possible').map(({ rule }) => rule);
}

describe('a driver with a provider of its own and no ids', () => {
  test('is not analysed unless a mapping says what its events mean', () => {
    expect(analysed({}, []).analysis.providers).toEqual([]);
  });

  test('is counted by addresses and generations, exactly as by ids', () => {
    const { analysis, truth } = analysed({}, [everything]);
    expect(analysis.providers).toEqual(['Contoso']);
    expect(analysis.findings).toEqual([]);
    // Calls without an IRP have no address, and so are not told of.
    expect(analysis.calls.issued).toBe(truth.calls.issued - truth.calls.withoutIrp);
    expect(analysis.calls.completed).toBe(truth.calls.completed);
    expect(analysis.irps.freed).toBe(truth.irps.freed);
    expect(analysis.sockets).toMatchObject({
      created: truth.sockets.created,
      closed: truth.sockets.closed,
      openAtEnd: truth.sockets.openAtEnd,
    });
    const told = truth.operations.filter(({ latencyNs }) => latencyNs !== null);
    expect(
      analysis.operations.map(({ op, latencyNs }) => ({ op, p50: latencyNs?.p50, max: latencyNs?.max })),
    ).toEqual(told.map(({ op, latencyNs }) => ({ op, p50: latencyNs?.p50, max: latencyNs?.max })));
  });

  // What is done to an IRP twice or too early may hit the next IRP at its address: nothing is certain then.
  test.each(['double-free', 'free-while-pending'] as const)('is likely found to have its %s', (rule) => {
    const { analysis } = analysed({ faults: { [rule]: 2 }, ending: 'drained' }, [everything]);
    const found = analysis.findings.filter((finding) => finding.rule === rule);
    expect(found.map(({ confidence }) => confidence)).toContain('likely');
    expect(analysis.findings.filter(({ confidence }) => confidence === 'certain')).toEqual([]);
  });

  test.each(['irp-leak', 'socket-leak', 'never-completed', 'status-mismatch'] as const)(
    'is found to have its %s',
    (rule) => {
      const { analysis } = analysed({ faults: { [rule]: 2 }, ending: 'drained' }, [everything]);
      const found = analysis.findings.filter((finding) => finding.rule === rule);
      expect(found.reduce((count, finding) => count + finding.count, 0)).toBe(2);
      expect(surelyFound(analysis).filter((other) => other !== rule)).toEqual([]);
    },
  );

  test('is not judged by what its mapping does not tell', () => {
    const calls = mappingOf(['WskCallIssued', 'IrpCompleted']);
    const { analysis, truth } = analysed({}, [calls]);
    expect(analysis.calls.completed).toBe(truth.calls.completed);
    expect(analysis.calls.inline).toBe(0);
    expect(analysis.findings).toEqual([]);
  });
});

describe('a driver of the project’s schema that tells no ids', () => {
  test.each(['unload', 'cut'] as const)('is counted exactly by addresses and generations (%s)', (ending) => {
    const { write, truth } = synthesise({ ending, schema: { ...fullSchema, idType: 'none' }, events: 4000 });
    const analysis = analyze(Trace.open(bytesSource(write().bytes)));
    expect(analysis.calls).toEqual(truth.calls);
    expect(analysis.maxInFlight).toBe(truth.maxInFlight);
    expect(surelyFound(analysis)).toEqual([]);
    expect(analysis.irps.outstandingAtEnd).toBe(truth.irps.outstandingAtEnd);
  });
});

describe('a driver whose events carry ids', () => {
  test('is analysed by them', () => {
    const json = {
      schema: 'wsktrace.mapping/1',
      sources: [
        {
          name: 'Contoso',
          provider: 'Contoso.Net',
          events: [
            {
              event: 'WskCallIssued',
              means: 'issue',
              op: { field: 'Op', values: { 8: 'IRP_MJ_WRITE', 9: 'IRP_MJ_READ' } },
              fields: { call: 'CallId', irpId: 'IrpId', socketId: 'SocketId' },
            },
            { event: 'IrpCompleted', means: 'complete', fields: { call: 'CallId', status: 'Status' } },
          ],
        },
      ],
    };
    const { analysis, truth } = analysed({ schema: fullSchema }, [
      readMapping(JSON.stringify(json), 'contoso.json'),
    ]);
    expect(analysis.findings).toEqual([]);
    expect(analysis.calls.completed).toBe(truth.calls.completed);
    const sends = truth.operations.find(({ op }) => op === 'Send');
    expect(analysis.operations.find(({ op }) => op === 'IRP_MJ_WRITE')).toMatchObject({
      completed: sends?.completed,
      latencyNs: { p50: sends?.latencyNs?.p50, p99: sends?.latencyNs?.p99 },
    });
  });
});
