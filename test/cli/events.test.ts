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
      fields: {
        CallId: 1,
        Op: 'Socket',
        IrpId: 1,
        SocketId: 0,
        Irp: expect.stringMatching(/^0x[0-9a-f]{16}$/),
      },
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
        'keyword,name,fields,message,activityId,relatedActivityId,stack,payload,layoutVersion',
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

describe('what is searched for', () => {
  const trace = fixture('wine-ok.etl');

  test('a driver’s numbers are told as the report tells them, in every format', async () => {
    const receive = ['--event', 'IrpCompleted', '--where', 'Op = Receive', '--limit', '1'];
    const [line] = await linesOf(trace, ...receive);
    expect(line!.fields).toMatchObject({ Op: 'Receive', Status: 'STATUS_SUCCESS' });
    expect((await wsktrace('events', trace, ...receive)).out).toContain(' Op=Receive ');
    const returned = await wsktrace('events', trace, '--event', 'WskCallReturned', '--format', 'csv');
    expect(returned.out).toContain('""Status"":""STATUS_PENDING""');
  });

  test('names and raw numbers of a field both find it', async () => {
    const byName = await linesOf(trace, '--where', 'Op = Receive and Status = STATUS_PENDING');
    expect(byName).toHaveLength(6);
    expect(await linesOf(trace, '--where', 'Op = 9 and Status = 0x103')).toEqual(byName);
    expect(await linesOf(trace, '--where', 'op == receive AND status in (259, STATUS_CANCELLED)')).toEqual(
      byName,
    );
  });

  test('by process, thread, processor, level and keyword', async () => {
    const all = await linesOf(trace);
    const wanted = (pick: (line: Line & Record<string, unknown>) => boolean) =>
      all.filter((line) => pick(line as Line & Record<string, unknown>));
    expect(await linesOf(trace, '--pid', '304')).toEqual(wanted(({ pid }) => pid === 304));
    expect(await linesOf(trace, '--tid', '0x148', '--tid', '8')).toEqual(
      wanted(({ tid }) => tid === 0x148 || tid === 8),
    );
    expect(await linesOf(trace, '--processor', '0')).toEqual(wanted(({ processor }) => processor === 0));
    expect(await linesOf(trace, '--level', 'information')).toEqual(
      wanted(({ level }) => (level as number) <= 4),
    );
    expect(await linesOf(trace, '--keyword', '0x4', '--keyword', '8')).toEqual(
      wanted(({ keyword }) => (BigInt(keyword as string) & 12n) !== 0n),
    );
  });

  test('providers and events by wildcards', async () => {
    const all = await linesOf(trace);
    expect(await linesOf(trace, '--event', 'irp*ed')).toEqual(
      all.filter(({ name }) => /^Irp.*ed$/.test(name ?? '')),
    );
    expect(await linesOf(trace, '--provider', 'Wsk*', '--event', '*Retu?ned')).toEqual(
      all.filter(({ name }) => name === 'WskCallReturned'),
    );
    const kernel = all.filter(({ provider }) => provider.name === 'Windows Kernel Trace');
    expect(kernel).toHaveLength(1);
    expect(await linesOf(trace, '--provider', 'kernel')).toEqual(kernel);
    expect(await linesOf(trace, '--provider', 'Windows Kernel Trace')).toEqual(kernel);
  });

  test('an IRP with all of its calls, a call, a socket with the calls on it', async () => {
    const ofIrp = await linesOf(trace, '--irp', '3');
    // Neither a return nor all else names its IRP: those of the calls 4, 5 and 6 are its.
    expect(ofIrp.map(({ name }) => name)).toEqual([
      'IrpAllocated',
      'WskCallIssued',
      'WskCallReturned',
      'IrpCompleted',
      'IrpReused',
      'WskCallIssued',
      'IrpCompleted',
      'WskCallReturned',
      'IrpReused',
      'WskCallIssued',
      'WskCallReturned',
      'IrpCompleted',
      'IrpFreed',
    ]);
    const call = ofIrp.filter(({ fields }) => fields.CallId === 5);
    expect(await linesOf(trace, '--call', '5')).toEqual(call);
    expect(call).toHaveLength(3);
    const onSocket = await linesOf(trace, '--socket', '2');
    expect(onSocket.map(({ name }) => name)).toContain('SocketClosed');
    expect(onSocket.filter(({ name }) => name === 'WskCallReturned')).toHaveLength(4);
    // All that is told has to hold.
    expect(await linesOf(trace, '--irp', '3', '--call', '5', '--call', '7')).toEqual(call);
  });

  test('counted by provider and name', async () => {
    const counted = await linesOf(trace, '--event', 'Irp*', '--count');
    expect(counted).toEqual([
      { events: 19, provider: 'WskTraceDriver', name: 'IrpCompleted' },
      { events: 10, provider: 'WskTraceDriver', name: 'IrpReused' },
      { events: 9, provider: 'WskTraceDriver', name: 'IrpAllocated' },
      { events: 9, provider: 'WskTraceDriver', name: 'IrpFreed' },
    ]);
    const csv = await wsktrace('events', trace, '--event', 'IrpFreed', '--count', '--format', 'csv');
    expect(csv.out).toBe('events,provider,name\r\n9,WskTraceDriver,IrpFreed\r\n');
  });

  test('fields as columns of CSV', async () => {
    const argv = ['--event', 'WskCallIssued', '--format', 'csv', '--columns'];
    const [head, ...rows] = (await wsktrace('events', trace, ...argv)).out.trimEnd().split('\n');
    expect(head).toContain(',name,CallId,Op,Irp,IrpId,Socket,SocketId,Length,Flags,message,');
    expect(rows).toHaveLength((await linesOf(trace, '--event', 'WskCallIssued')).length);
    expect(rows[0]).toContain(',WskCallIssued,1,Socket,0x00000000014a03b0,1,');
    expect(await wsktrace('events', trace, '--columns')).toEqual({
      code: 2,
      out: '',
      err: 'wsktrace: --columns goes with --format csv and --event\n',
    });
  });

  test.each([
    [['--pid', '99999'], 'no event in FILE is what --pid asks for'],
    [['--irp', '77', '--level', 'critical'], 'no event in FILE is what --level and --irp ask for'],
    [['--where', 'Lenght > 5'], 'no event in FILE is what --where asks for: none has a field Lenght'],
    [['--where', 'Length > 1e9'], 'no event in FILE is what --where asks for'],
    [['--count', '--keyword', '0x8000'], 'no event in FILE is what --keyword asks for'],
  ])('%j says that nothing is found', async (argv, message) => {
    const { code, err } = await wsktrace('events', trace, ...argv);
    expect({ code, err }).toEqual({ code: 0, err: `wsktrace: ${message.replace('FILE', trace)}\n` });
  });

  test.each([
    [['--where', 'Length >'], 'column 9: a value behind > expected, but the text ends'],
    [['--level', 'loud'], 'A level is critical, error, warning, information, verbose, or 0 to 255.'],
    [['--pid', 'x'], 'It has to be a whole number of 32 bits, as 1234 or 0x4d2.'],
    [['--tid', '0x100000000'], 'It has to be a whole number of 32 bits, as 1234 or 0x4d2.'],
    [['--irp', '-1'], 'An id is a whole number of 64 bits, as the report shows it.'],
    [['--call', '18446744073709551616'], 'An id is a whole number of 64 bits, as the report shows it.'],
    [['--keyword', '0x10000000000000001'], 'A mask is a whole number of 64 bits, as 48 or 0x30.'],
    [['--keyword', '99999999999999999999999'], 'A mask is a whole number of 64 bits, as 48 or 0x30.'],
    [['--keyword', '-1'], 'A mask is a whole number of 64 bits, as 48 or 0x30.'],
    [['--keyword', '1.5'], 'A mask is a whole number of 64 bits, as 48 or 0x30.'],
    [['--keyword', '0xfg'], 'A mask is a whole number of 64 bits, as 48 or 0x30.'],
    [['--from', `${'9'.repeat(400)}s`], 'A duration is a number with ns, us, ms, s or m, as in 1.5s.'],
  ])('%j is refused', async (argv, message) => {
    const { code, out, err } = await wsktrace('events', trace, ...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
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
