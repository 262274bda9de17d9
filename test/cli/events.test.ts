import { describe, expect, test } from 'vitest';
import { fixture, wsktrace } from '../support/cli.ts';
import { corpusPath, corpusTraces, describeCorpus, openCorpusTrace } from '../support/corpus.ts';

interface Line {
  readonly timeNs: number;
  readonly name: string | null;
  readonly provider: { readonly name: string | null };
  readonly fields: Readonly<Record<string, unknown>>;
}

async function linesOf(...argv: string[]): Promise<Line[]> {
  const { code, out } = await wsktrace('events', ...argv, '--format', 'ndjson');
  expect(code).toBe(0);
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

describe('wsktrace events', () => {
  test('prints one event a line, in time order, with its fields', async () => {
    const lines = await linesOf(fixture('wine-ok.etl'));
    expect(lines).toHaveLength(101);
    const times = lines.map(({ timeNs }) => timeNs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(lines.find(({ name }) => name === 'WskCallIssued')).toMatchObject({
      headerType: 'EVENT_HEADER64',
      provider: { id: 'a511d51a-8bc8-56a3-6285-b3d506efe6d1', name: 'WskTraceDriver' },
      fields: { CallId: 1, Op: 1, IrpId: 1, SocketId: 0, Irp: expect.stringMatching(/^0x[0-9a-f]{16}$/) },
    });
  });

  test('keeps to the provider, the names and the times that are asked for', async () => {
    const all = await linesOf(fixture('wine-ok.etl'));
    const named = await linesOf(fixture('wine-ok.etl'), '--event', 'irpfreed', '--event', 'IrpAllocated');
    expect(named.map(({ name }) => name)).toEqual(
      all.map(({ name }) => name).filter((name) => name === 'IrpFreed' || name === 'IrpAllocated'),
    );
    const timed = await linesOf(fixture('wine-ok.etl'), '--from', '2ms', '--to', '0.4s');
    expect(timed).toEqual(all.filter(({ timeNs }) => timeNs >= 2e6 && timeNs <= 4e8));
    const ours = await linesOf(
      fixture('wine-ok.etl'),
      '--provider',
      '{A511D51A-8BC8-56A3-6285-B3D506EFE6D1}',
    );
    expect(ours).toHaveLength(100);
    expect(await linesOf(fixture('wine-ok.etl'), '--provider', 'WskTraceDriver')).toEqual(ours);
    expect(await linesOf(fixture('wine-ok.etl'), '--limit', '7')).toEqual(all.slice(0, 7));
  });

  test.each([['events'], ['timeline', '-o', 'nothing.json']])(
    '%s refuses times between which nothing lies',
    async (...argv) => {
      const [command, ...more] = argv as [string, ...string[]];
      const times = ['--from', '2s', '--to', '1s'];
      expect(await wsktrace(command, fixture('wine-ok.etl'), ...more, ...times)).toEqual({
        code: 2,
        out: '',
        err: 'wsktrace: --from is later than --to\n',
      });
    },
  );

  test('prints CSV with a header line, cells with separators in quotes', async () => {
    const { out } = await wsktrace('events', fixture('wine-ok.etl'), '--format', 'csv', '--limit', '2');
    const [head, , second] = out.split('\n');
    expect(head).toBe(
      'timeNs,ticks,time,processor,pid,tid,process,thread,headerType,providerId,providerName,id,version,opcode,level,' +
        'keyword,name,fields,message,activityId,relatedActivityId,stack,payload',
    );
    expect(second).toContain('"{""What"":""Registered""');
  });

  test('prints an aligned table for people', async () => {
    const { out } = await wsktrace('events', fixture('wine-ok.etl'), '--limit', '3');
    expect(out.split('\n')[2]).toMatch(
      /^ +\d+\.\d{6} +0 +\d+ +\d+ {2}WskTraceDriver\/DriverState What=Registered/,
    );
  });
});

describeCorpus('wsktrace events on real traces', () => {
  const small = corpusTraces().filter((name) => openCorpusTrace(name).source.size < 1_500_000);

  test.each(small)('%s gives as many lines as it has events, in time order', async (name) => {
    const info = await wsktrace('info', corpusPath(name), '--json');
    const [facts] = JSON.parse(info.out) as [{ events: number }];
    const times = (await linesOf(corpusPath(name))).map(({ timeNs }) => timeNs);
    expect(times).toHaveLength(facts.events);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});
