import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { wsktrace } from '../support/cli.ts';
import { eventHeaderEvent, messageEvent, on, writeTrace } from '../support/etl-writer/index.ts';
import { useFolder } from '../support/folder.ts';

const provider = 'abcabcab-1111-2222-3333-555555555555';
const guid = '4ed73968-00d8-34f3-557f-85fe0ce17799';
const folder = useFolder();

const manifest = (template: string) =>
  `<m><provider name="Own" guid="{${provider}}"><templates><template tid="T">${template}</template></templates>
  <events><event value="1" symbol="ONE" template="T"/></events></provider></m>`;
const good = manifest('<data name="N" inType="win:UInt32"/>');
const tmf = `${guid} contoso // SRC=send.c MJ= MN=\n#typev send_c77 10 "%0Sent %10!d!"\n{\nn, ItemLong -- 10\n}\n`;

function traceFile(): string {
  const payload = [5, 0, 0, 0];
  const { bytes } = writeTrace(
    on(
      0,
      eventHeaderEvent({ ticks: 1, provider, id: 1, payload }),
      messageEvent({ ticks: 2, guid, number: 10, args: payload }),
    ),
  );
  writeFileSync(folder.at('a.etl'), bytes);
  return folder.at('a.etl');
}

async function eventsBy(...options: string[]) {
  const { code, out, err } = await wsktrace('events', traceFile(), '--format', 'ndjson', ...options);
  const [, first, second] = out.split('\n').filter((line) => line !== '');
  const names = [first, second].map((line) => line && (JSON.parse(line) as { name: string }).name);
  return { code, names, err };
}

describe('--manifest and --tmf', () => {
  test('take a file', async () => {
    writeFileSync(folder.at('own.man'), good);
    writeFileSync(folder.at('own.tmf'), tmf);
    const options = ['--manifest', folder.at('own.man'), '--tmf', folder.at('own.tmf')];
    expect(await eventsBy(...options)).toEqual({ code: 0, names: ['ONE', 'send_c77'], err: '' });
  });

  test('take a folder: all of its files of their kind', async () => {
    mkdirSync(folder.at('schemas', 'deeper'), { recursive: true });
    writeFileSync(folder.at('schemas', 'own.MAN'), good);
    writeFileSync(folder.at('schemas', 'own.tmf'), tmf);
    writeFileSync(folder.at('schemas', 'own.txt'), 'neither');
    const options = ['--manifest', folder.at('schemas'), '--tmf', folder.at('schemas')];
    expect(await eventsBy(...options)).toEqual({ code: 0, names: ['ONE', 'send_c77'], err: '' });
  });

  test('warn once a file of what is not understood, and use the rest', async () => {
    const bad = '<data name="A" inType="win:Odd"/><data name="B" inType="win:Odd"/>';
    writeFileSync(folder.at('own.man'), manifest(bad));
    const { code, names, err } = await eventsBy('--manifest', folder.at('own.man'));
    expect([code, names]).toEqual([0, ['ONE', 'Message(10)']]);
    expect(err).toBe(
      `wsktrace: ${folder.at('own.man')}: line 1: inType "win:Odd" of "A" is not known, and 1 more such\n`,
    );
  });

  test('refuse a named file that is none of its kind, which in a folder is a warning', async () => {
    mkdirSync(folder.at('schemas'));
    writeFileSync(folder.at('schemas', 'bad.man'), 'MZ');
    writeFileSync(folder.at('schemas', 'good.man'), good);
    const named = await eventsBy('--manifest', folder.at('schemas', 'bad.man'));
    expect([named.code, named.err]).toEqual([2, expect.stringContaining('bad.man: line 1, column')]);
    const found = await eventsBy('--manifest', folder.at('schemas'));
    expect([found.code, found.names[0]]).toEqual([0, 'ONE']);
    expect(found.err).toMatch(/^wsktrace: .*bad\.man: line 1, column/);
  });

  test('refuse a folder that holds none, and a path that leads nowhere', async () => {
    mkdirSync(folder.at('empty'));
    const empty = await eventsBy('--tmf', folder.at('empty'));
    expect([empty.code, empty.err]).toEqual([
      2,
      `wsktrace: ${folder.at('empty')}: the folder holds no .tmf file\n`,
    ]);
    expect((await eventsBy('--manifest', folder.at('nowhere.man'))).code).toBe(2);
  });
});
