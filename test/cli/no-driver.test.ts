import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fixture, wsktrace } from '../support/cli.ts';
import { someDay, traceLoggingEvent, writeTrace } from '../support/etl-writer/index.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder();

/** A trace in which two providers log, neither of them a WSK driver's. */
function strangersTrace(): string {
  const file = folder.at('strangers.etl');
  const event = (name: string, provider: string, ticks: number, guid?: string) =>
    traceLoggingEvent({
      ticks,
      provider: { name: provider, ...(guid === undefined ? {} : { guid }) },
      name,
      fields: [],
      values: {},
      level: 4,
      keyword: 0,
    });
  const events = [
    event('Started', 'Contoso-Disk', 10),
    event('Stopped', 'Contoso-Disk', 20),
    event('Blinked', 'Contoso-Lamp', 30),
    event('Blinked', 'Contoso-Lamp', 40, '99999999-2222-3333-4444-555555555555'),
  ].map(({ ticks, bytes }) => ({ processor: 0, ticks: BigInt(ticks), bytes }));
  writeFileSync(file, writeTrace(events, { startTime: someDay }).bytes);
  return file;
}

const SAID =
  /no event of a WSK driver is in it: was the provider enabled\? In it are Contoso-Disk, .*Contoso-Lamp/;

describe('a trace without an event of a WSK driver', () => {
  test.each([
    ['report'],
    ['report', '--json'],
    ['leaks'],
    ['latency'],
    ['latency', '--op', 'Send'],
    ['why'],
    ['why', '--json'],
    ['export', '--out', 'FOLDER'],
    ['timeline', '-o', 'FILE'],
    ['query', '--sql', 'SELECT count(*) FROM calls'],
  ])('is said to be one, with the providers that are there, by %s %s', async (command, ...flags) => {
    const args = flags.map((flag) =>
      flag === 'FOLDER' ? folder.at('frames') : flag === 'FILE' ? folder.at('t.json') : flag,
    );
    const { code, out, err } = await wsktrace(command!, strangersTrace(), ...args);
    expect(code).toBe(0);
    expect(err).toMatch(SAID);
    expect(err.match(/Contoso-Lamp/g)).toHaveLength(1);
    expect(out).not.toMatch(/Nothing is outstanding|No such call|Nothing found/);
  });

  test('leaves events that nobody asked for unsaid, and tells so', async () => {
    const file = strangersTrace();
    for (const flag of ['--event', '--provider']) {
      const { code, err } = await wsktrace('events', file, flag, 'Nope');
      expect([code, err]).toEqual([
        0,
        expect.stringMatching(new RegExp(`no event in .* is what ${flag} asks for`)),
      ]);
    }
  });

  test('is no such trace where its driver is named: --provider adds it, as its help says', async () => {
    const { err } = await wsktrace('report', strangersTrace(), '--provider', 'Contoso-Disk');
    expect(err).not.toMatch(/no event of a WSK driver/);
    const { out } = await wsktrace('report', '--help');
    expect(out.replaceAll(/\s+/g, ' ')).toContain('also analyse the events of this provider');
  });
});

describe('a mapping of whose driver no event is in the trace', () => {
  function mappingOf(provider: string, event: string): string {
    const file = folder.at('mapping.json');
    const events = [
      { event, means: 'issue', op: 'Send', fields: {} },
      { event: `${event}Done`, means: 'complete', fields: {} },
    ].map((each) => ({ ...each, fields: { irp: 'Irp' } }));
    writeFileSync(
      file,
      JSON.stringify({ schema: 'wsktrace.mapping/1', sources: [{ name: 'My disk', provider, events }] }),
    );
    return file;
  }

  test.each([
    ['report', 'Contoso-Disk'],
    ['check', 'Contoso-Disk'],
    ['leaks', 'Contoso-Disk'],
    ['report', 'Contoso-Nowhere'],
    ['check', 'Contoso-Nowhere'],
  ])('is told as such by %s (provider %s)', async (command, provider) => {
    const { code, out, err } = await wsktrace(
      command,
      strangersTrace(),
      '--mapping',
      mappingOf(provider, 'Sought'),
    );
    expect(code).toBe(command === 'check' ? 4 : 0);
    const told = `${out} ${err}`.replaceAll(/\s+/g, ' ');
    expect(told).toContain('no event that the mapping of My disk names is in it, and none of a WSK driver');
    expect(told).not.toMatch(/Nothing found|WSK driver: My disk|CALL and DATA/);
  });

  test('makes no driver of it beside another, and says so', async () => {
    const kernel = fixture('../mappings/kernel-disk-io.json');
    const { out, err } = await wsktrace('report', fixture('host-irp-leak.etl'), '--mapping', kernel);
    expect(out).toContain('1 WSK driver: WskTraceDriver');
    expect(err).toMatch(/no event that the mapping of Kernel disk I\/O names is in it\n$/);
    const json = await wsktrace('report', fixture('host-irp-leak.etl'), '--mapping', kernel, '--json');
    expect(JSON.parse(json.out)).toMatchObject({
      providers: ['WskTraceDriver'],
      mapped: [{ name: 'Kernel disk I/O', isSeen: false }],
    });
  });
});
