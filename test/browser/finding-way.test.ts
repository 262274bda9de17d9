import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, missingBrowser, openReport } from './browser.ts';
import { reportPageOf } from './report-files.ts';

const REASON = missingBrowser === null ? '' : ` (${missingBrowser})`;

describe.skipIf(missingBrowser !== null)(`finding one’s way in the page${REASON}`, () => {
  let browser: Browser;
  let leak: string;
  let busy: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    leak = await reportPageOf('wine-irp-leak.etl');
    busy = await reportPageOf('wine-echo-concurrent.etl');
  });

  afterAll(async () => {
    await browser?.close();
  });

  test('a finding leads to its IRP, and the IRP’s row back to the finding', async () => {
    const { page, troubles } = await openReport(browser, leak);
    await page.locator('#finding-1 .subject a', { hasText: 'IRP 4' }).first().click();
    const row = page.locator('#irp-4');
    await expect.poll(() => row.getAttribute('class')).toContain('target');
    expect(await row.isVisible()).toBe(true);
    await row.locator('a.found').click();
    await expect.poll(() => page.locator('#finding-1').getAttribute('class')).toContain('target');
    expect(troubles).toEqual([]);
    await page.close();
  });

  test('the search finds ids as a whole, functions and addresses, and Enter goes through them', async () => {
    const { page } = await openReport(browser, leak);
    const found = page.locator('#found');
    const search = page.locator('#search');
    await search.fill('IRP 4');
    await expect.poll(() => found.textContent()).toMatch(/^\d+ found$/);
    expect(await page.locator('#irp-4').getAttribute('class')).toContain('hit');
    expect(await page.locator('#irp-lives .hit').count()).toBe(1);
    await search.press('Enter');
    await expect.poll(() => found.textContent()).toMatch(/^1 of \d+$/);
    await search.fill('requestcreate');
    await expect.poll(() => page.locator('.finding.hit').count()).toBe(1);
    await search.fill('127.0.0.1');
    await expect.poll(() => page.locator('#socket-lives .hit').count()).toBeGreaterThan(0);
    await search.fill('no such thing');
    await expect.poll(() => found.textContent()).toBe('nothing');
    await page.close();
  });

  test('the address keeps the stretch of time, the operation and the order of rows', async () => {
    const { page, troubles } = await openReport(browser, busy);
    await page.locator('#range-from').fill('0.2');
    await page.locator('#range-to').fill('0.26');
    await page.locator('#range-to').press('Enter');
    await page.locator('#op').selectOption('Receive');
    await page.locator('#slowest-calls th button', { hasText: 'operation' }).click();
    await expect
      .poll(() => new URL(page.url()).hash)
      .toBe('#from=0.2&to=0.26&op=Receive&sort=slowest-calls.1.asc');
    const shown = await page.locator('#slowest-calls tbody tr:visible').allTextContents();
    // A link within the page changes the place alone.
    await page.locator('nav a', { hasText: 'Sockets' }).click();
    await expect.poll(() => new URL(page.url()).hash).toMatch(/^#sockets&from=0\.2&/);
    const hash = new URL(page.url()).hash;
    await page.close();

    const again = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await again.goto(`file://${busy}${hash}`);
    await again.waitForSelector('html[data-ready]', { state: 'attached' });
    await expect.poll(() => again.locator('#range-from').inputValue()).toBe('0.2');
    expect(await again.locator('#op').inputValue()).toBe('Receive');
    await expect
      .poll(() => again.locator('#slowest-calls tbody tr:visible').allTextContents())
      .toEqual(shown);
    expect(await again.locator('#slowest-calls th').nth(1).getAttribute('aria-sort')).toBe('ascending');
    await again.close();
    expect(troubles).toEqual([]);
  });

  test('figures that a stretch of time can’t change say so', async () => {
    const { page } = await openReport(browser, busy);
    expect(await page.locator('.whole-note:visible').count()).toBe(0);
    const spark = page.locator('#operations tr[data-op=Receive] .spark path');
    const whole = await spark.getAttribute('d');
    await page.locator('#range-from').fill('0.2');
    await page.locator('#range-to').fill('0.26');
    await page.locator('#range-to').press('Enter');
    await expect.poll(() => page.locator('#facts .whole-note').isVisible()).toBe(true);
    expect(await page.locator('#trace .whole-note').isVisible()).toBe(true);
    expect(await page.locator('#latency .whole-note').textContent()).toContain('whole trace alone');
    expect(await spark.getAttribute('d')).not.toBe(whole);
    await page.close();
  });

  test.each([1366, 2200])('at %i pixels nothing is clipped, and the width is used', async (width) => {
    for (const file of [leak, busy]) {
      const { page } = await openReport(browser, file, { width });
      const boxes = page.locator('main .scroll:not(.data .scroll), main .plot, header, main, .finding');
      const clipped = await boxes.evaluateAll((all) =>
        all
          .filter((box) => box.scrollWidth > box.clientWidth + 1)
          .map((box) => `${box.tagName} ${box.className}`),
      );
      expect(clipped).toEqual([]);
      const used = await page.locator('main').evaluate((main) => main.getBoundingClientRect().width);
      expect(used).toBeGreaterThan(0.94 * width);
      await page.close();
    }
  });

  test('paper gets the heads of tables, twenty rows unless all are asked for, and no number without its unit', async () => {
    const { page } = await openReport(browser, busy);
    await page.emulateMedia({ media: 'print' });
    const rows = page.locator('#slowest-calls tbody tr:visible');
    expect(await page.locator('#slowest-calls thead th button').first().isVisible()).toBe(true);
    const all = await page.locator('#slowest-calls tbody tr').count();
    expect(all).toBeGreaterThan(20);
    expect(await rows.count()).toBe(20);
    expect(await page.locator('#slowest .print-note').textContent()).toBe(
      `The first 20 of ${all} rows are printed.`,
    );
    const broken = await page
      .locator('#slowest-calls td.n')
      .evaluateAll(
        (cells) => cells.filter((cell) => cell.getClientRects().length > 1 || cell.clientHeight > 40).length,
      );
    expect(broken).toBe(0);
    await page.emulateMedia({ media: 'screen' });
    await page.locator('#print-all').check();
    await page.emulateMedia({ media: 'print' });
    expect(await rows.count()).toBe(all);
    await page.close();
  });
});
