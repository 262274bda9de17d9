import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixture } from '../support/cli.ts';
import { ByteWriter, eventHeaderEvent, on, writeTrace } from '../support/etl-writer/index.ts';
import { compile, install, pack, ROOT, run } from './packed.ts';

const MINUTES = 60_000;
const project = mkdtempSync(join(tmpdir(), 'wsktrace-reader-'));
const page = readFileSync(join(ROOT, 'docs/reader.md'), 'utf8');
const EXAMPLES = [...page.matchAll(/^## (.+?)\n[\s\S]*?```ts\n([\s\S]*?)```/gm)].map(([, title, code]) => ({
  title: title!,
  code: code!,
}));
const fileOf = (title: string) => title.toLowerCase().replaceAll(' ', '-');

/** A trace of the provider that the page declares. */
function contosoTrace(): Uint8Array {
  const provider = 'bbbbbbbb-1111-2222-3333-444444444444';
  const sent = new ByteWriter().u32(41).u32(0x0702_00c0).u16(0x5000).utf16z('first').finish();
  const depth = new ByteWriter().u16(2).u32(5).u32(7).finish();
  const events = [
    eventHeaderEvent({ ticks: 1, provider, id: 1, payload: sent }),
    eventHeaderEvent({ ticks: 2, provider, id: 2, payload: depth }),
    eventHeaderEvent({ ticks: 3, provider, id: 99 }),
  ];
  return writeTrace(on(0, ...events)).bytes;
}

beforeAll(() => {
  cpSync(join(import.meta.dirname, 'reader-project'), project, { recursive: true });
  renameSync(pack(project), join(project, 'wsktrace.tgz'));
  install(project);
  for (const { title, code } of EXAMPLES) {
    writeFileSync(join(project, `${fileOf(title)}.ts`), code);
  }
  cpSync(fixture('wine-ok.etl'), join(project, 'trace.etl'));
  writeFileSync(join(project, 'contoso.etl'), contosoTrace());
}, 5 * MINUTES);
afterAll(() => rmSync(project, { recursive: true }), MINUTES);

describe('a project that uses the packed reader and nothing else', () => {
  beforeAll(() => {
    expect(compile(project)).toEqual([]);
  }, 2 * MINUTES);

  test('opens files, URLs, bytes and Blobs, compressed or not, and finds the same in each', () => {
    const printed = run('node', ['out/main.js', fixture('wine-ok.etl')], project);
    expect(JSON.parse(printed)).toEqual({
      counts: [7, 7, 7, 7, 7, 7, 7],
      names: ['WskCallIssued', 'IrpCompleted', 'WskCallReturned'],
      losses: { eventsLost: 0, buffersLost: 0, lossyBuffers: 0 },
      damage: [0, 0],
      copied: 'IrpAllocated',
      missing: 'usage',
    });
  });

  const outputOf = (title: string) => run('node', [`out/${fileOf(title)}.js`], project);

  test('the page has five examples', () => {
    expect(EXAMPLES.map(({ title }) => title)).toEqual([
      'Count by provider',
      'One provider as a table',
      'Process names beside events',
      'A live search in a browser',
      'A schema of your own',
    ]);
  });

  test('counts by provider', () => {
    expect(outputOf('Count by provider')).toBe('1 Windows Kernel Trace\n100 WskTraceDriver\n0 lost\n');
  });

  test('shows one provider as a table', () => {
    const lines = outputOf('One provider as a table').trimEnd().split('\n');
    // Three lines above the 19 rows and one below.
    expect(lines).toHaveLength(3 + 19 + 1);
    expect(lines[3]).toMatch(/ 0 .* 8\.52\d* .* 1 .* '0x00000000' /);
  });

  test('counts events by process', () => {
    expect(outputOf('Process names beside events')).toMatch(/\[ 'pid 304', \d+ \]/);
  });

  test('decodes by a schema of its own', () => {
    expect(outputOf('A schema of your own')).toBe("42 [ '192', '0', '2', '7' ] first\n[ 10, 14 ]\n");
  });
});

describe('the reader in a browser', () => {
  async function bundled(file: string): Promise<string> {
    const { outputFiles } = await build({
      entryPoints: [join(project, file)],
      bundle: true,
      platform: 'browser',
      format: 'iife',
      write: false,
      logLevel: 'silent',
    });
    return outputFiles[0]!.text;
  }

  /** As much of a page as the example has. */
  class Part {
    textContent = '';
    value = '';
    files: readonly Blob[] = [];
    readonly #listeners = new Map<string, () => Promise<void>>();

    append(text: string): void {
      this.textContent += text;
    }

    addEventListener(type: string, listener: () => Promise<void>): void {
      this.#listeners.set(type, listener);
    }

    async tell(type: string): Promise<void> {
      await this.#listeners.get(type)!();
    }
  }

  test('searches a file that the user chose, as the user types', async () => {
    const parts: Readonly<Record<string, Part>> = {
      '#file': new Part(),
      '#where': new Part(),
      '#events': new Part(),
    };
    const document = { querySelector: (name: string) => parts[name] };
    const scope = {
      document,
      Blob,
      TextEncoder,
      TextDecoder,
      atob,
      setTimeout,
      Response,
      DecompressionStream,
      URL,
    };
    runInNewContext(await bundled('a-live-search-in-a-browser.ts'), scope);
    const { '#file': file, '#where': where, '#events': list } = parts;
    file!.files = [new Blob([readFileSync(fixture('wine-ok.etl'))])];
    await file!.tell('change');
    expect(list!.textContent.split('\n')).toHaveLength(101 + 1);
    where!.value = 'CallId = 5';
    const first = where!.tell('input');
    where!.value = 'CallId = 5 and Op = 8';
    await Promise.all([first, where!.tell('input')]);
    expect(list!.textContent.match(/^\w+/gm)).toEqual(['WskCallIssued', 'IrpCompleted', 'WskCallReturned']);
    where!.value = 'CallId =';
    await where!.tell('input');
    expect(list!.textContent).toContain('where, column 9: a value behind = expected');
  });
});

describe('the reader loads', () => {
  const dist = () => join(project, 'node_modules/wsktrace/dist/lib');

  /** The modules that one brings along with itself, and the packages. */
  function graphOf(entry: string): { readonly files: Set<string>; readonly packages: Set<string> } {
    const files = new Set<string>();
    const packages = new Set<string>();
    const visit = (file: string) => {
      if (files.has(file)) {
        return;
      }
      files.add(file);
      const text = readFileSync(file, 'utf8');
      // Those that are loaded when they are needed count, too.
      for (const [, name] of text.matchAll(
        /(?:^(?:im|ex)port\b[^;]*?from |^import |\bimport\()['"]([^'"]+)['"]/gm,
      )) {
        if (name!.startsWith('.')) {
          visit(resolve(dirname(file), name!));
        } else {
          packages.add(name!);
        }
      }
    };
    visit(join(dist(), entry));
    return { files, packages };
  }

  const folders = (files: Iterable<string>) =>
    [...new Set([...files].map((file) => relative(dist(), file).split('/')[0]))].sort();

  test('nothing of charts, frames or rules', () => {
    const { files, packages } = graphOf('reader/node.js');
    expect(folders(files)).toEqual(['decode', 'etl', 'events', 'package', 'reader', 'syntax', 'text']);
    const others = [...packages].filter((name) => !name.startsWith('node:'));
    expect(others.sort()).toEqual(['saxes', 'yauzl']);
    // The walk sees what there is: the whole library has all of them.
    expect(folders(graphOf('index.js').files)).toEqual(expect.arrayContaining(['frames', 'wsk']));
  });

  test('nothing of Node in a browser', () => {
    const { files, packages } = graphOf('reader/browser.js');
    expect([...files].filter((file) => file.includes('/etl/file/'))).toEqual([]);
    expect([...packages]).toEqual(['saxes']);
    expect(readdirSync(dist())).toContain('reader');
  });
});
