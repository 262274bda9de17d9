import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { TraceFacts } from '../../lib/decode/index.ts';
import { fixture, wsktrace } from '../support/cli.ts';
import { corpusPath, corpusTraces, describeCorpus } from '../support/corpus.ts';
import {
  errorEvent,
  eventHeaderEvent,
  messageEvent,
  on,
  perfInfoEvent,
  systemEvent,
  writeTrace,
} from '../support/etl-writer/index.ts';
import { useFolder } from '../support/folder.ts';
import { manyKinds } from '../support/many-kinds.ts';

const folder = useFolder();

async function factsOf(path: string): Promise<TraceFacts> {
  const { code, out } = await wsktrace('info', path, '--json');
  expect(code).toBe(0);
  return (JSON.parse(out) as [TraceFacts])[0];
}

test('info counts every event in a row of its provider, and by a name', async () => {
  const path = folder.at('kinds.etl');
  const guid = '12345678-1111-2222-3333-444444444444';
  const events = [
    systemEvent({ ticks: 1, group: 3, opcode: 2, version: 4 }),
    perfInfoEvent({ ticks: 2, group: 15, opcode: 68, version: 2 }),
    perfInfoEvent({ ticks: 3, group: 99, opcode: 7 }),
    eventHeaderEvent({ ticks: 4, provider: guid, id: 17 }),
    messageEvent({ ticks: 5, number: 43 }),
    errorEvent({ ticks: 6, provider: guid }),
  ];
  writeFileSync(path, writeTrace(on(0, ...events)).bytes);
  const { providers } = await factsOf(path);
  expect(providers).toEqual([
    {
      id: '9e814aad-3204-11d2-9a82-006008a86939',
      name: 'Windows Kernel Trace',
      events: 4,
      eventNames: { 'EventTrace/Header': 1, 'Process/End': 1, 'PerfInfo/DPC': 1, 'Kernel(99/7)': 1 },
    },
    { id: guid, name: null, events: 1, eventNames: { 'Event(17)': 1 } },
    { id: null, name: null, events: 2, eventNames: { 'Message(43)': 1, Error: 1 } },
  ]);
  const { out } = await wsktrace('info', path);
  expect(out).toContain('(none told)');
  const kernel = await wsktrace('events', path, '--provider', 'Windows Kernel Trace', '--format', 'ndjson');
  expect(kernel.out.trim().split('\n')).toHaveLength(4);
});

test('info names a driver’s events, and those of the kernel beside them', async () => {
  const { providers, events } = await factsOf(fixture('wine-ok.etl'));
  expect(providers.map(({ name }) => name)).toEqual(['Windows Kernel Trace', 'WskTraceDriver']);
  expect(providers.reduce((sum, each) => sum + each.events, 0)).toBe(events);
});

test.each([
  ['providers', 'provider', 100_001 - 50],
  ['names of events', 'name', 100_000 - 40],
] as const)(
  'info of 100,000 %s shows the most frequent, counts the rest, and has all in JSON',
  async (kind, one, rest) => {
    const path = folder.at('many.etl');
    writeFileSync(path, manyKinds(kind, 100_000));
    const { code, out } = await wsktrace('info', path);
    expect(code).toBe(0);
    const count = rest.toLocaleString('en').replace(/,/g, '[ ,  ]');
    expect(out).toMatch(new RegExp(`… and ${count} more ${one}s \\(--json has all\\) +${count}\\b`));
    expect(out.split('\n').length).toBeLessThan(150);
    const { providers, events } = await factsOf(path);
    const names = providers.flatMap(({ eventNames }) => Object.values(eventNames));
    expect([providers.length > 100_000, names.length]).toEqual([kind === 'providers', events]);
  },
  60_000,
);

describeCorpus('info of real traces', () => {
  test.each(corpusTraces())('%s: all of its events stand in rows', async (name) => {
    const { providers, events } = await factsOf(corpusPath(name));
    expect(providers.reduce((sum, each) => sum + each.events, 0)).toBe(events);
    for (const { eventNames, events: count } of providers) {
      expect(Object.values(eventNames).reduce((sum, each) => sum + each, 0)).toBe(count);
    }
  });
});
