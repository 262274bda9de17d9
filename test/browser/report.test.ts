import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations, launchBrowser, missingBrowser, openReport } from './browser.ts';
import { reportPageOf } from './report-files.ts';

const FIXTURES = readdirSync(resolve(import.meta.dirname, '../../fixtures')).filter((name) =>
  name.endsWith('.etl'),
);

describe.skipIf(missingBrowser !== null)(
  `the page in a browser${missingBrowser === null ? '' : ` (${missingBrowser})`}`,
  () => {
    let browser: Browser;
    let busy: string;

    beforeAll(async () => {
      browser = await launchBrowser();
      busy = await reportPageOf('wine-echo-concurrent.etl');
    });

    afterAll(async () => {
      await browser?.close();
    });

    test.each(FIXTURES)(
      'opens %s from disk without an error, a request or a missing verdict',
      async (name) => {
        const { page, troubles } = await openReport(browser, await reportPageOf(name));
        expect(await page.locator('h1').textContent()).toMatch(/\.$/);
        // The picture of a slow call is drawn when that is opened.
        const charts = page.locator('figure:not(.picture)');
        expect(await charts.locator('.plot svg').count()).toBe(await charts.count());
        expect(troubles).toEqual([]);
        await page.close();
      },
    );

    test('says in a sentence what is wrong, and tells the story of it', async () => {
      const { page } = await openReport(browser, await reportPageOf('host-irp-leak.etl'));
      expect(await page.locator('h1').textContent()).toBe('3 IRPs leaked by FaultIrpLeak.');
      const steps = page.locator('.story').first().locator('li strong');
      const words = await steps.allTextContents();
      expect(words.slice(0, 3)).toEqual(['allocated', 'issued', 'returned']);
      expect(words.at(-1)).toBe('never freed');
      await page.locator('.finding summary', { hasText: 'how to fix it' }).click();
      expect(await page.locator('.help').first().isVisible()).toBe(true);
      await page.close();
    });

    test('shows what a mark of a chart stands for when it is pointed at', async () => {
      const { page } = await openReport(browser, busy);
      await page.locator('#op').selectOption('Receive');
      const bar = page.locator('#chart-histogram .mark-rect path').first();
      await bar.scrollIntoViewIfNeeded();
      await bar.hover();
      await expect.poll(() => page.locator('#tooltip').textContent()).toMatch(/ to .*\n.* calls? \(/);
      expect(await page.locator('#tooltip').isVisible()).toBe(true);
      await page.close();
    });

    test('shows a chosen stretch of time alone, on the whole page, when it is brushed', async () => {
      const { page, troubles } = await openReport(browser, busy);
      const visible = () => page.locator('#slowest-calls tbody tr:visible').count();
      const all = await visible();
      const completed = () => page.locator('#operations tr[data-op=Receive] td').nth(2).textContent();
      expect(await completed()).toBe('20');
      await drag(page, '#chart-throughput .plot svg', 0.12, 0.3);
      await expect.poll(visible).toBeLessThan(all);
      expect(Number(await page.locator('#range-from').inputValue())).toBeGreaterThan(0);
      expect(await page.locator('#slowest .filter-note').textContent()).toMatch(
        /^\d+ of \d+ shown: those between/,
      );
      expect(Number(await completed())).toBeLessThan(20);
      await page.locator('#range button[type=reset]').click();
      await expect.poll(visible).toBe(all);
      expect(await completed()).toBe('20');
      expect(troubles).toEqual([]);
      await page.close();
    });

    test('takes a stretch of time from the keyboard, too', async () => {
      const { page } = await openReport(browser, busy);
      await page.locator('#range-from').focus();
      await page.keyboard.type('0.2');
      await page.keyboard.press('Tab');
      await page.keyboard.type('0.26');
      await page.keyboard.press('Enter');
      await expect
        .poll(() => page.locator('#irps .filter-note').textContent())
        .toContain('between 200 ms and 260 ms');
      const brush = page.locator('#chart-throughput .brush_brush path');
      await expect
        .poll(() => brush.evaluate((mark) => mark.getBoundingClientRect().width))
        .toBeGreaterThan(20);
      await page.close();
    });

    test('zooms a chart with the wheel while Ctrl is held, and scrolls the page without', async () => {
      const { page } = await openReport(browser, busy);
      const labels = () => page.locator('#chart-queue-depth .role-axis-label').first().textContent();
      const before = await labels();
      const plot = page.locator('#chart-queue-depth .plot svg');
      await plot.scrollIntoViewIfNeeded();
      await plot.hover();
      await page.keyboard.down('Control');
      await page.mouse.wheel(0, -600);
      await page.keyboard.up('Control');
      await expect.poll(labels).not.toBe(before);
      await page.close();
    });

    test('sorts a table by the column that is pressed, with mouse and keyboard', async () => {
      const { page } = await openReport(browser, busy);
      const column = (at: number) => page.locator(`#slowest-calls tbody tr td:nth-child(${at})`);
      const head = page.locator('#slowest-calls th').filter({ hasText: 'operation' });
      await head.locator('button').click();
      expect(await head.getAttribute('aria-sort')).toBe('ascending');
      const names = await column(2).allTextContents();
      expect(names).toEqual(names.toSorted());
      await page.locator('#slowest-calls th button').first().focus();
      await page.keyboard.press('Enter');
      const values = await column(1).evaluateAll((cells) =>
        cells.map((cell) => Number(cell.getAttribute('data-sort'))),
      );
      expect(values).toEqual(values.toSorted((a, b) => b - a));
      await page.close();
    });

    test('lays the base over the trace when two are compared', async () => {
      const base = resolve(import.meta.dirname, '../../fixtures/host-clean-echo.etl');
      const { page, troubles } = await openReport(
        browser,
        await reportPageOf('host-irp-leak.etl', '--base', base),
      );
      expect(await page.locator('#compare .group.new li').count()).toBe(1);
      expect(await page.locator('#compare .group.gone li').count()).toBe(0);
      expect(await page.locator('#chart-histogram .role-legend-label').allTextContents()).toContain('base');
      expect(troubles).toEqual([]);
      await page.close();
    });

    describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
      test.each(['wine-echo-concurrent.etl', 'host-unload-stuck.etl', 'host-session-lost-event.etl'])(
        'has names for all, and contrast enough, for %s',
        async (name) => {
          const { page } = await openReport(browser, await reportPageOf(name), { theme });
          expect(await axeViolations(page)).toEqual([]);
          await page.close();
        },
      );
    });

    test('changes its theme at a press, and keeps it in mind', async () => {
      const { page } = await openReport(browser, busy);
      const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
      const light = await ground();
      await page.locator('#theme').click();
      await expect.poll(ground).not.toBe(light);
      await page.reload();
      await page.waitForSelector('html[data-ready]', { state: 'attached' });
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
      await page.close();
    });
  },
);

/** Drags over a part of an element, both ends as a share of its width. */
async function drag(page: Page, selector: string, from: number, to: number): Promise<void> {
  const element = page.locator(selector);
  await element.scrollIntoViewIfNeeded();
  const box = (await element.boundingBox())!;
  const y = box.y + box.height * 0.4;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * ((from + to) / 2), y, { steps: 4 });
  await page.mouse.move(box.x + box.width * to, y, { steps: 4 });
  await page.mouse.up();
}
