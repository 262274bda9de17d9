import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wsktrace } from '../support/cli.ts';
import { exportTraces } from '../support/dataset.ts';
import { synthesise } from '../support/synthesiser/index.ts';
import { axeViolations, launchBrowser, missingBrowser, openReport } from './browser.ts';
import { textOf } from './report-files.ts';

const REASON = missingBrowser === null ? '' : ` (${missingBrowser})`;
const RUNS = 6;
const DAY = 864_000_000_000n;
const BUILDS = ['v1.0', '<img src=x onerror=alert(1)>', 'v1.2'];

describe.skipIf(missingBrowser !== null)(`the page of a dataset${REASON}`, { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'wsktrace-fleet-page-'));
  const file = join(folder, 'out', 'fleet.html');
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
    const traces = BUILDS.flatMap((build, day) =>
      Array.from({ length: RUNS }, (_, run) => ({
        name: `b${day}-${run}`,
        build,
        machine: `lab${run % 2}`,
        bytes: synthesise({
          seed: 10 * day + run,
          events: 2500,
          noise: 0,
          faults: day === 2 && run < 4 ? { 'irp-leak': 2 } : {},
        }).write({
          perfFreq: day === 2 ? 2_500_000 : 10_000_000,
          startTime: 134_000_000_000_000_000n + BigInt(day) * DAY,
        }).bytes,
      })),
    );
    const last = traces.at(-1)!;
    const cut = { ...last, name: 'cut', bytes: last.bytes.subarray(0, last.bytes.length - 40_000) };
    await exportTraces(folder, join(folder, 'fleet'), [...traces, cut]);
    writeFileSync(join(folder, 'b0-0.etl.html'), 'a report');
    const { code, out, err } = await wsktrace('fleet', join(folder, 'fleet'), '--html', file);
    expect([code, out, err]).toEqual([0, expect.stringContaining('19 traces, 18 judged'), '']);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  test.each(['light', 'dark'] as const)(
    'draws its charts without a trouble, and is accessible: %s',
    async (theme) => {
      const { page, troubles } = await openReport(browser, file, { theme });
      expect(troubles).toEqual([]);
      for (const id of ['plot-traces', 'plot-findings', 'plot-latency']) {
        expect([id, await page.locator(`#${id} svg`).count()]).toEqual([id, 1]);
      }
      // A stacked bar for each build, and one for what is not judged.
      expect(await page.locator('#plot-traces svg .mark-rect path').count()).toBe(BUILDS.length + 1);
      // 4 of 6 traces of the newest build alone have the leak.
      expect(await page.locator('#plot-findings svg .mark-text text').allTextContents()).toEqual(
        expect.arrayContaining(['4/6']),
      );
      expect(await axeViolations(page)).toEqual([]);
      await page.close();
    },
  );

  test('tells builds in the order of their traces, findings, machines and what was not judged', async () => {
    const { page } = await openReport(browser, file);
    expect(await page.locator('h1').textContent()).toBe('19 traces of 3 builds, 1 not judged');
    expect(await page.locator('.next').textContent()).toContain('v1.2: 1 finding that no older build shows');
    const leak = page.locator('#fleet-findings tbody tr', { hasText: 'irp-leak' });
    expect(await leak.locator('td').allTextContents()).toEqual(
      expect.arrayContaining(['error', 'v1.2', '4', '6', '67 %']),
    );
    expect(await page.locator('#fleet-machines tbody tr').count()).toBe(2);
    expect(await page.locator('#fleet-not-judged tbody tr td').allTextContents()).toEqual(
      expect.arrayContaining(['v1.2', 'damaged']),
    );
    const changed = page.locator('#fleet-drift tbody tr').first();
    expect(await changed.locator('td').nth(3).textContent()).toBe('v1.2');
    // A name out of a trace’s path is text.
    expect(await page.locator('img').count()).toBe(0);
    await page.close();
  });

  test('shows another operation where the reader chooses it, also in the address', async () => {
    const { page, troubles } = await openReport(browser, file);
    const paths = () => page.locator('#plot-latency svg').innerHTML();
    const before = await paths();
    await page.selectOption('#op', 'CloseSocket');
    await page.waitForTimeout(200);
    expect(await paths()).not.toBe(before);
    expect(await page.locator('#plot-latency .of').textContent()).toBe('of CloseSocket');
    expect(new URL(page.url()).hash).toContain('CloseSocket');
    await page.click('#theme');
    await page.waitForTimeout(200);
    expect(await page.locator('#plot-latency .of').textContent()).toBe('of CloseSocket');
    expect(troubles).toEqual([]);
    await page.close();
  });

  test('links a trace to its own report where one was kept, and no other', async () => {
    const { page } = await openReport(browser, file);
    const links = page.locator('#fleet-traces a');
    expect(await links.count()).toBe(1);
    expect(await links.getAttribute('href')).toBe('../b0-0.etl.html');
    expect(textOf(file)).not.toContain('<img src=x');
    await page.close();
  });

  test('scrolls sideways in its tables alone on a narrow screen', async () => {
    const { page } = await openReport(browser, file, { width: 390 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.close();
  });
});
