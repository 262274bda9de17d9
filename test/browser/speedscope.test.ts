import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixture, wsktrace } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';
import { launchBrowser, missingBrowser } from './browser.ts';

const REASON = missingBrowser === null ? '' : ` (${missingBrowser})`;
const SPEEDSCOPE = join(
  dirname(createRequire(import.meta.url).resolve('speedscope/package.json')),
  'dist/release/index.html',
);
const folder = useFolder();

interface Slice {
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
}

/** What Chromium's software renderer says of its own speed. */
const OF_THE_RENDERER = /GL Driver Message/;

describe.skipIf(missingBrowser !== null)(`a timeline in speedscope${REASON}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
  });

  /** Opens a file as speedscope's user does, and tells what it then shows and says. */
  async function opened(path: string) {
    const page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
    const said: string[] = [];
    page.on('pageerror', (error) => said.push(error.message));
    page.on('dialog', (dialog) => {
      said.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (/^(?:error|warning)$/.test(message.type()) && !OF_THE_RENDERER.test(message.text())) {
        said.push(message.text());
      }
    });
    await page.goto(`file://${SPEEDSCOPE}`);
    await page.setInputFiles('input[type=file]', path);
    await expect.poll(() => page.title(), { timeout: 15_000 }).toMatch(/ - speedscope$/);
    const text = await page.locator('body').innerText();
    await page.close();
    return { said, text };
  }

  test.each(['wine-echo-clean.etl', 'wine-leak-irp.etl', 'machine-slow-calls.etl'])(
    'of %s opens without a warning, with a profile for each lane',
    async (name) => {
      const path = folder.at('timeline.json');
      expect((await wsktrace('timeline', fixture(name), '-o', path)).code).toBe(0);
      const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: Slice[] };
      const lanes = new Set(
        traceEvents.filter(({ ph }) => ph === 'X').map(({ pid, tid }) => `${pid}/${tid}`),
      );
      const { said, text } = await opened(path);
      expect(said).toEqual([]);
      // As in "WskTraceDriver (pid 1), socket 2 (basic) (tid 1) (1/4)".
      const [, driver, place, profiles] = /^(.+) \(pid 1\), (.+) \(tid \d+\) \(1\/(\d+)\)$/m.exec(text)!;
      expect(driver).toMatch(/^Wsk/);
      expect(place).toMatch(/socket/);
      expect(Number(profiles)).toBe(lanes.size);
    },
  );

  test('opens compressed, too', async () => {
    const path = folder.at('timeline.json.gz');
    expect((await wsktrace('timeline', fixture('wine-leak-irp.etl'), '-o', path)).code).toBe(0);
    const { said, text } = await opened(path);
    expect(said).toEqual([]);
    expect(text).toMatch(/\(pid 1\), /);
  });
});
