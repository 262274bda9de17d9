import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type FileEntry, Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations, launchBrowser, missingBrowser } from '../browser/browser.ts';
import { fixture, wsktrace } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';
import { zipOf } from '../support/zip.ts';
import { failureOf, type GivenFile, give, openWebPage, reportOf, saved, writeWebPage } from './page.ts';

const FIXTURES = readdirSync(resolve(import.meta.dirname, '../../fixtures')).filter((name) =>
  name.endsWith('.etl'),
);
const REASON = missingBrowser === null ? '' : ` (${missingBrowser})`;
const folder = useFolder();

/** A file of the working folder, as the command line calls it, so that both call it the same. */
async function inFolder<Result>(run: () => Promise<Result>): Promise<Result> {
  const before = process.cwd();
  process.chdir(folder.path);
  try {
    return await run();
  } finally {
    process.chdir(before);
  }
}

/** What the command line says of files that it can't read, without its name. */
async function commandFailure(...files: readonly GivenFile[]): Promise<string> {
  for (const { name, bytes } of files) {
    writeFileSync(folder.at(name), bytes);
  }
  const { code, err } = await inFolder(() => wsktrace('report', ...files.map(({ name }) => name)));
  expect(code).toBeGreaterThan(1);
  return err.replace(/^wsktrace: /, '').trimEnd();
}

describe.skipIf(missingBrowser !== null)(`the page onto which traces are dropped${REASON}`, () => {
  let browser: Browser;
  let file: string;
  const open = (options = {}) => openWebPage(browser, file, options);

  beforeAll(async () => {
    browser = await launchBrowser();
    file = await writeWebPage();
  });

  afterAll(async () => {
    await browser?.close();
  });

  test.each(['wine-leak-irp.etl', 'machine-slow-calls.etl'])(
    'saves the frames of %s as the very files that export writes',
    async (name) => {
      const { page, troubles } = await open();
      await give(page, fixture(name));
      await reportOf(page);
      const { name: zipName, bytes } = await saved(page, '#save-frames');
      expect(zipName).toBe(name.replace('.etl', '.frames.zip'));
      await expect
        .poll(() => page.locator('#save-status').textContent())
        .toMatch(/^[\w.-]+\.frames\.zip, \d/);
      copyFileSync(fixture(name), folder.at(name));
      const { code } = await inFolder(() => wsktrace('export', name, '--out', 'frames'));
      expect(code).toBe(0);
      const entries = await new ZipReader(new Uint8ArrayReader(new Uint8Array(bytes))).getEntries();
      const written = readdirSync(folder.at('frames'));
      expect(entries.map(({ filename }) => filename).sort()).toEqual(written.sort());
      for (const entry of entries) {
        const content = await (entry as FileEntry).getData(new Uint8ArrayWriter());
        expect(Buffer.from(content).equals(readFileSync(folder.at('frames', entry.filename)))).toBe(true);
      }
      expect(troubles).toEqual([]);
      await page.close();
    },
  );

  test('makes of every fixture the very page and Markdown that the command line writes', async () => {
    const { page, troubles } = await open();
    for (const [at, name] of FIXTURES.entries()) {
      copyFileSync(fixture(name), folder.at(name));
      const { code } = await inFolder(() => wsktrace('report', name, '--html', 'r.html', '--md', 'r.md'));
      expect(code).toBe(0);
      await give(page, fixture(name));
      await page.waitForSelector('#report:not([hidden])', { timeout: 25_000 });
      const html = await saved(page, '#save-page');
      expect(html.name).toBe(name.replace('.etl', '.html'));
      expect(html.text === readFileSync(folder.at('r.html'), 'utf8'), name).toBe(true);
      const markdown = await saved(page, '#save-markdown');
      expect(markdown.text, name).toBe(readFileSync(folder.at('r.md'), 'utf8'));
      // What is seen is that page, drawn; to draw all of them takes minutes.
      if (at % 8 === 0) {
        const frame = await reportOf(page);
        expect(await frame.locator('h1').textContent()).toMatch(/\.$/);
        const charts = frame.locator('figure:not(.picture)');
        expect(await charts.locator('.plot svg').count()).toBe(await charts.count());
        expect(await page.title()).toBe(await frame.title());
      }
    }
    expect(troubles).toEqual([]);
    await page.close();
  }, 600_000);

  test('can connect to nothing, and neither can its worker and its reports: its policy says so and the browser keeps it', async () => {
    const { page, troubles } = await open();
    await give(page, fixture('wine-irp-leak.etl'));
    const frame = await reportOf(page);
    expect(troubles).toEqual([]);
    const tries = `Promise.allSettled([
      fetch('https://example.invalid/'), fetch('http://127.0.0.1:9/'), fetch('file:///etc/hostname'),
    ]).then((all) => all.map(({ status }) => status))`;
    for (const place of [page, frame]) {
      expect(await place.evaluate(tries)).toEqual(['rejected', 'rejected', 'rejected']);
    }
    const worker = `new Promise((resolve) => {
      const code = "fetch('https://example.invalid/').then(() => postMessage('sent'), () => postMessage('refused'))";
      const worker = new Worker(URL.createObjectURL(new Blob([code])));
      worker.onmessage = ({ data }) => resolve(data);
    })`;
    expect(await page.evaluate(worker)).toBe('refused');
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(readFileSync(file, 'utf8'))![1]!;
    expect(policy).toMatch(/^default-src 'none'; script-src (?:'sha256-[^']+' ){3}'wasm-unsafe-eval';/);
    expect(policy).toContain("connect-src 'none'; worker-src blob:; frame-src blob:;");
    expect(troubles.join('\n')).toContain('Content Security Policy');
    await page.close();
  });

  test('reads a trace in a .gz and in a .zip, whatever they are called', async () => {
    const { page, troubles } = await open();
    const bytes = readFileSync(fixture('host-irp-leak.etl'));
    const given: GivenFile[] = [
      { name: 'a.etl.gz', bytes: gzipSync(bytes) },
      { name: 'b.etl.zip', bytes: zipOf([{ name: 'deep/trace.etl', bytes }]) },
      {
        name: 'c',
        bytes: zipOf([
          { name: 'readme.txt', bytes: Buffer.from('x') },
          { name: 'T.ETL', bytes },
        ]),
      },
    ];
    for (const one of given) {
      await give(page, one);
      const frame = await reportOf(page);
      expect(await frame.locator('h1').textContent()).toBe('3 IRPs leaked by FaultIrpLeak.');
      expect(await page.locator('#names').textContent()).toBe(one.name);
    }
    expect(troubles).toEqual([]);
    await page.close();
  });

  test('says of what is no trace what the command line says', async () => {
    const { page } = await open();
    const trace = readFileSync(fixture('wine-ok.etl'));
    const given: GivenFile[] = [
      { name: 'empty.etl', bytes: new Uint8Array(0) },
      { name: 'text.etl', bytes: Buffer.from('this is no trace, but a line of text\n'.repeat(3000)) },
      { name: 'cut.etl', bytes: trace.subarray(0, 40) },
      { name: 'none.zip', bytes: zipOf([{ name: 'readme.txt', bytes: Buffer.from('x') }]) },
      {
        name: 'two.zip',
        bytes: zipOf([
          { name: 'a.etl', bytes: trace },
          { name: 'b.etl', bytes: trace },
        ]),
      },
      { name: 'bomb.etl.gz', bytes: gzipSync(new Uint8Array(70 * 1024 * 1024)) },
    ];
    for (const one of given) {
      await give(page, one);
      expect(await failureOf(page)).toBe(await commandFailure(one));
      await page.click('#retry');
    }
    await page.close();
  });

  test('names a damaged archive, with a reason', async () => {
    const { page } = await open();
    const bytes = readFileSync(fixture('wine-ok.etl'));
    const zip = Buffer.from(zipOf([{ name: 'a.etl', bytes }]));
    zip.fill(0x55, 100, 200);
    for (const one of [
      { name: 'short.etl.gz', bytes: gzipSync(bytes).subarray(0, 500) },
      { name: 'short.zip', bytes: zipOf([{ name: 'a.etl', bytes }]).subarray(0, 500) },
      { name: 'broken.zip', bytes: zip },
    ]) {
      await give(page, one);
      expect(await failureOf(page)).toMatch(/^\S+: (can't be decompressed|not a readable zip) \(.+\)$/);
    }
    await page.close();
  });

  test('reports what can be read of a trace that is cut, and says where it is damaged', async () => {
    const { page, troubles } = await open();
    const bytes = readFileSync(fixture('wine-echo-concurrent.etl')).subarray(0, 40_000);
    writeFileSync(folder.at('cut.etl'), bytes);
    const { err } = await inFolder(() => wsktrace('report', 'cut.etl'));
    expect(err).toContain('damaged at offset');
    await give(page, { name: 'cut.etl', bytes });
    await reportOf(page);
    const said = (await page.locator('#warnings li').allTextContents()).map((text) => `wsktrace: ${text}\n`);
    expect(said.join('')).toBe(err);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test('takes several files as one recording, and refuses those that are none', async () => {
    const { page } = await open();
    const given = (name: string): GivenFile => ({ name, bytes: readFileSync(fixture(name)) });
    const [a, b] = [given('wine-ok.etl'), given('host-irp-leak.etl')];
    await give(page, a, b);
    expect(await failureOf(page)).toBe(await commandFailure(a, b));
    await page.close();
  });

  test('gives up when it is told to, and reads the next', async () => {
    const { page, troubles } = await open();
    // Repeated, so that it takes a while; its buffers come again, which is damage.
    const bytes = Buffer.concat(
      Array.from({ length: 1000 }, () => readFileSync(fixture('host-clean-busy.etl'))),
    );
    writeFileSync(folder.at('long.etl'), bytes);
    await page.setInputFiles('#files', folder.at('long.etl'));
    await page.waitForSelector('#busy:not([hidden])');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('cancel');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#start:not([hidden])');
    // A worker in the middle of its work is given two seconds by Chromium.
    await expect.poll(() => page.workers().length, { timeout: 10_000 }).toBe(0);
    await give(page, fixture('wine-irp-leak.etl'));
    expect(await (await reportOf(page)).locator('h1').textContent()).toContain('leaked');
    expect(troubles).toEqual([]);
    await page.close();
  });

  test('takes what is dropped anywhere, on a report too', async () => {
    const { page, troubles } = await open();
    const drop = (bytes: number[]) => `{
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(${JSON.stringify(bytes)})], 'dropped.etl'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }`;
    await page.evaluate(drop([...readFileSync(fixture('host-irp-leak.etl'))]));
    const frame = await reportOf(page);
    expect(await frame.locator('h1').textContent()).toBe('3 IRPs leaked by FaultIrpLeak.');
    await frame.evaluate(drop([...readFileSync(fixture('host-double-free.etl'))]));
    await expect.poll(() => page.title()).toMatch(/freed twice/i);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test('has in its address what is chosen in the report, and shows it again', async () => {
    const first = await open();
    await give(first.page, fixture('wine-echo-concurrent.etl'));
    const frame = await reportOf(first.page);
    await frame.locator('nav a', { hasText: 'Slowest' }).click();
    await frame.locator('#slowest-calls th button').nth(1).click();
    await frame.locator('#op').selectOption('Receive');
    const hash = new URL(first.page.url()).hash;
    expect(hash).toMatch(/^#slowest&.*sort=slowest-calls\.1\.asc/);
    await first.page.close();
    const second = await open({ hash });
    await give(second.page, fixture('wine-echo-concurrent.etl'));
    const again = await reportOf(second.page);
    expect(await again.locator('#slowest-calls th').nth(1).getAttribute('aria-sort')).toBe('ascending');
    await expect
      .poll(() => again.evaluate('document.getElementById("slowest").getBoundingClientRect().top'))
      .toBeLessThan(200);
    expect(new URL(second.page.url()).hash).toBe(hash);
    expect([...first.troubles, ...second.troubles]).toEqual([]);
    await second.page.close();
  });

  test('is used by keyboard alone', async () => {
    const { page } = await open();
    const focused = () => page.evaluate('document.activeElement.id');
    // The browser has to know that somebody waits before the key is pressed, or it opens its own dialog.
    const chosen = page.waitForEvent('filechooser');
    await expect.poll(focused).toBe('choose');
    await page.keyboard.press('Enter');
    const chooser = await chosen;
    expect(chooser.isMultiple()).toBe(true);
    await chooser.setFiles(fixture('wine-irp-leak.etl'));
    const frame = await reportOf(page);
    await expect.poll(() => frame.evaluate('document.hasFocus()')).toBe(true);
    expect(await focused()).toBe('frame');
    await page.keyboard.press('Tab');
    expect(await frame.evaluate('document.activeElement.matches("nav a")')).toBe(true);
    await page.locator('#again').focus();
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('choose');
    await page.close();
  });

  describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
    test('has names for all, and contrast enough, in each of its states', async () => {
      const { page } = await open({ theme });
      expect(await axeViolations(page)).toEqual([]);
      await give(page, { name: 'empty.etl', bytes: new Uint8Array(0) });
      await failureOf(page);
      expect(await axeViolations(page)).toEqual([]);
      const bytes = readFileSync(fixture('wine-echo-concurrent.etl')).subarray(0, 40_000);
      await give(page, { name: 'cut.etl', bytes });
      await reportOf(page);
      expect(await axeViolations(page)).toEqual([]);
      await page.close();
    });
  });

  test.each([375, 1366, 2200])('clips nothing in a window of %i pixels', async (width) => {
    const { page } = await open({ width });
    const overflow = '[document.documentElement.scrollWidth, innerWidth]';
    const fits = async (place: { evaluate(code: string): Promise<unknown> }) => {
      const [wide, window] = (await place.evaluate(overflow)) as [number, number];
      expect(wide).toBeLessThanOrEqual(window);
    };
    await fits(page);
    await give(page, {
      name: `${'a-long-name-'.repeat(20)}.etl`,
      bytes: readFileSync(fixture('wine-echo-concurrent.etl')),
    });
    const frame = await reportOf(page);
    await fits(page);
    await fits(frame);
    for (const button of await page.locator('#actions button').all()) {
      const box = (await button.boundingBox())!;
      expect(box.x + box.width).toBeLessThanOrEqual(width);
    }
    expect((await page.locator('#frame').boundingBox())!.height).toBeGreaterThan(600);
    await page.close();
  });
});
