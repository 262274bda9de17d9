import { expect, test } from 'vitest';
import { readManifest } from '../../lib/decode/manifest/index.ts';
import { TraceError } from '../../lib/etl/index.ts';

/** What a provider of Windows declares for an event, each with names of its own: what is broken here, is broken for it alone. */
const PARTS = [1, 2, 3];

function each(part: (i: number) => string): string {
  return PARTS.map(part).join('\n');
}

const MANIFEST = `<?xml version="1.0" encoding="UTF-8"?>
<instrumentationManifest xmlns="http://schemas.microsoft.com/win/2004/08/events"
    xmlns:win="http://manifests.microsoft.com/win/2004/08/windows/events">
<instrumentation><events>
<provider name="Contoso-Net" guid="{bbbbbbbb-1111-2222-3333-444444444444}" symbol="NET" resourceFileName="n.sys" messageFileName="n.sys">
<channels>
${each((i) => `<channel chid="C${i}" name="Contoso-Net/Channel${i}" type="Operational" enabled="true"/>`)}
</channels>
<levels>
${each((i) => `<level name="L${i}" value="${15 + i}" message="$(string.Level${i})"/>`)}
</levels>
<tasks>
${each(
  (i) => `<task name="T${i}" value="${i}" message="$(string.Task${i})"><opcodes>
<opcode name="TO${i}" value="${20 + i}" message="$(string.Opcode${i})"/>
</opcodes></task>`,
)}
</tasks>
<opcodes>
${each((i) => `<opcode name="O${i}" value="${30 + i}"/>`)}
</opcodes>
<keywords>
${each((i) => `<keyword name="K${i}" mask="0x${i}" message="$(string.Keyword${i})"/>`)}
</keywords>
<maps>
${each(
  (i) => `<valueMap name="M${i}">
<map value="${i}" message="$(string.Map${i})"/>
</valueMap>
<bitMap name="B${i}">
<map value="0x${i}" message="$(string.Map${i})"/>
</bitMap>`,
)}
</maps>
<templates>
${each(
  (i) => `<template tid="P${i}">
<data name="Kind${i}" inType="win:UInt32" outType="xs:unsignedInt" map="M${i}"/>
<data name="Flags${i}" inType="win:UInt32" map="B${i}"/>
<data name="Count${i}" inType="win:UInt16"/>
<data name="Bytes${i}" inType="win:Binary" length="Count${i}"/>
<data name="Ports${i}" inType="win:UInt16" outType="win:Port" count="2"/>
<struct name="Ends${i}" count="Count${i}">
<data name="Address${i}" inType="win:UInt32" outType="win:IPv4"/>
</struct>
<data name="Status${i}" inType="win:UInt32" outType="win:NTSTATUS"/>
</template>`,
)}
</templates>
<events>
${each(
  (
    i,
  ) => `<event value="${i}" version="0" symbol="E${i}" channel="C${i}" level="L${i}" task="T${i}" opcode="TO${i}" keywords="K${i}" template="P${i}" message="$(string.Event${i})"/>
<event value="${10 + i}" version="1" symbol="E1${i}" level="win:Error" task="T${i}" opcode="O${i}" template="P${i}"/>`,
)}
</events>
</provider>
</events></instrumentation>
<localization><resources culture="en-US"><stringTable>
${each((i) => ['Level', 'Task', 'Opcode', 'Keyword', 'Map', 'Event'].map((what) => `<string id="${what}${i}" value="${what} ${i} %1"/>`).join('\n'))}
</stringTable></resources></localization>
</instrumentationManifest>
`;

/** How one place is broken: its attribute is left out, empty, or says what nobody knows. */
const BREAKS: Readonly<Record<string, (name: string) => string>> = {
  'left out': () => '',
  empty: (name) => ` ${name}=""`,
  'of an unknown kind': (name) => ` ${name}="win:Unheard-of"`,
  'too large': (name) => ` ${name}="99999999999"`,
};

const ATTRIBUTE = / (\w+)="([^"]*)"/g;

function eventsOf(xml: string) {
  const { providers, faults } = readManifest(xml, 'broken.man');
  return { events: providers.flatMap(({ events }) => events), faults };
}

const intact = eventsOf(MANIFEST);

/** Whose line it is: the number of the part that its names end with. */
function partOf(text: string): number {
  return Number(/="[^"]*?(\d)(?: %1|\))?"/.exec(text)?.[1] ?? 0);
}

test('the whole manifest is understood', () => {
  expect(intact.faults).toEqual([]);
  expect(intact.events).toHaveLength(2 * PARTS.length);
  expect(intact.events[0]?.schema.fields).toHaveLength(7);
});

const lines = MANIFEST.split('\n');
const from = lines.findIndex((line) => line.startsWith('<channels>'));

test.each(Object.entries(BREAKS))(
  'an attribute that is %s costs no other event, wherever it stands',
  (_, broken) => {
    let tried = 0;
    let part = 0;
    for (const [at, line] of lines.entries()) {
      if (at <= from) {
        continue;
      }
      // Inside of a template, a map or a task the part is that of the element around.
      part = /^<(?:template|valueMap|bitMap|task|struct|event|string|opcode|channel|level|keyword) /.test(
        line,
      )
        ? partOf(line)
        : part;
      for (const { 0: attribute, 1: name = '', index } of line.matchAll(ATTRIBUTE)) {
        const changed = line.slice(0, index) + broken(name) + line.slice(index + attribute.length);
        const { events, faults } = eventsOf(
          [...lines.slice(0, at), changed, ...lines.slice(at + 1)].join('\n'),
        );
        const others = (all: typeof events) => all.filter(({ id }) => id % 10 !== part);
        expect(others(events), changed).toEqual(others(intact.events));
        // At most the event itself is gone; a task without a name is told of where its events name it, too.
        expect(events.length, changed).toBeGreaterThanOrEqual(intact.events.length - 1);
        expect(faults.length, changed).toBeLessThanOrEqual(5);
        for (const fault of faults) {
          expect(fault).toMatch(/^line \d+: /);
        }
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(200);
  },
);

test('a line that is missing costs no other event', () => {
  let part = 0;
  for (const [at, line] of lines.entries()) {
    if (at <= from || !line.endsWith('/>')) {
      part = /^<(?:template|valueMap|bitMap|task|struct) /.test(line) ? partOf(line) : part;
      continue;
    }
    const own = /^<(?:map|data) /.test(line) ? part : partOf(line);
    const { events } = eventsOf(lines.filter((_, i) => i !== at).join('\n'));
    const others = (all: typeof events) => all.filter(({ id }) => id % 10 !== own);
    expect(others(events), line).toEqual(others(intact.events));
  }
});

test('what is no XML any more is refused, with its line', () => {
  for (const [at, line] of lines.entries()) {
    const torn = [...lines.slice(0, at), line.replace('>', ''), ...lines.slice(at + 1)].join('\n');
    try {
      eventsOf(torn);
    } catch (error) {
      expect(error).toBeInstanceOf(TraceError);
      expect((error as TraceError).message).toMatch(/broken\.man: line \d+/);
    }
  }
});
