import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPageAssets } from '../../cli/files/page-assets.ts';
import { whyPage } from '../../lib/report/index.ts';
import { fixture, wsktrace } from '../support/cli.ts';
import { MachineLog } from '../support/synthesiser/machine/logs.ts';
import { whyOf } from '../why/hand-made.ts';
import { manyProcessors } from '../why/many-processors.ts';
import { axeViolations, launchBrowser, missingBrowser, openReport } from './browser.ts';
import { reportPageOf } from './report-files.ts';
import { differenceFrom, SHARE_TOLERANCE } from './screenshots.ts';

const FIXTURE = 'machine-slow-calls.etl';
const REASON = missingBrowser === null ? '' : ` (${missingBrowser})`;

describe.skipIf(missingBrowser !== null)(`the pictures of slow calls${REASON}`, () => {
  let browser: Browser;
  let file: string;
  let whole: string;
  let small: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    file = await reportPageOf(FIXTURE);
    const folder = mkdtempSync(join(tmpdir(), 'wsktrace-why-page-'));
    whole = join(folder, 'whole.html');
    small = join(folder, 'small.html');
    for (const [worst, page] of [
      ['20', whole],
      ['2', small],
    ] as const) {
      const { code } = await wsktrace('why', fixture(FIXTURE), '--worst', worst, '--html', page);
      expect(code).toBe(0);
    }
  });

  afterAll(async () => {
    await browser?.close();
  });

  const stretch = (page: Page, at = 0) => page.locator(`#picture-${at} output`).textContent();
  const marks = (page: Page, at = 0) => page.locator(`#picture-${at} .mark-rect path`).count();

  test('has the slowest open, with lanes for segments, threads, processors, modules and the network', async () => {
    const { page, troubles } = await openReport(browser, file);
    expect(await page.locator('details.slow-call').count()).toBe(3);
    const lanes = await page.locator('#picture-0 .role-axis-label text').allTextContents();
    expect(lanes).toContain('segments');
    expect(lanes.some((lane) => /^thread \d+: issues$/.test(lane))).toBe(true);
    expect(lanes.some((lane) => /^processor \d$/.test(lane))).toBe(true);
    expect(lanes).toContain('ndis.sys');
    expect(lanes).toContain('network events');
    expect(await marks(page)).toBeGreaterThan(20);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test('draws another when its call is opened, by mouse or keyboard', async () => {
    const { page } = await openReport(browser, file);
    expect(await marks(page, 1)).toBe(0);
    await page.locator('.slow-call').nth(1).locator('summary').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => marks(page, 1)).toBeGreaterThan(5);
    await page.close();
  });

  test('tells what a mark is when it is pointed at', async () => {
    const { page } = await openReport(browser, file);
    const mark = page.locator('#picture-0 .mark-rect path').first();
    await mark.scrollIntoViewIfNeeded();
    await mark.hover({ force: true });
    await expect
      .poll(() => page.locator('#tooltip').textContent())
      .toMatch(/^inside: .*\n(.*\n)?for .*, from .* since the issue$/);
    await page.close();
  });

  test('zooms with the wheel while Ctrl is held, and moves when it is dragged', async () => {
    const { page } = await openReport(browser, file);
    const all = await stretch(page);
    const plot = page.locator('#picture-0 .plot svg');
    await plot.scrollIntoViewIfNeeded();
    await plot.hover();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -400);
    await page.keyboard.up('Control');
    await expect.poll(() => stretch(page)).not.toBe(all);
    const zoomed = await stretch(page);
    const box = (await plot.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.5, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => stretch(page)).not.toBe(zoomed);
    await page.locator('#picture-0 [data-zoom=all]').click();
    await expect.poll(() => stretch(page)).toBe(all);
    await page.close();
  });

  test('does the same by keys and buttons', async () => {
    const { page } = await openReport(browser, file);
    const all = await stretch(page);
    await page.locator('#picture-0 .plot').focus();
    await page.keyboard.press('+');
    const near = await stretch(page);
    expect(near).not.toBe(all);
    await page.keyboard.press('ArrowRight');
    const later = await stretch(page);
    expect(later).not.toBe(near);
    await page.keyboard.press('ArrowLeft');
    expect(await stretch(page)).toBe(near);
    await page.keyboard.press('-');
    expect(await stretch(page)).toBe(all);
    await page.locator('#picture-0 [data-zoom=in]').click();
    expect(await stretch(page)).toBe(near);
    await page.keyboard.press('0');
    expect(await stretch(page)).toBe(all);
    await page.close();
  });

  test('shows a segment of the table where it stands, and keeps that in another theme', async () => {
    const { page } = await openReport(browser, file);
    const all = await stretch(page);
    await page.locator('#segments-0 button.show').nth(1).focus();
    await page.keyboard.press('Enter');
    const one = await stretch(page);
    expect(one).not.toBe(all);
    await page.locator('#theme').click();
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('dark');
    await expect.poll(() => marks(page)).toBeGreaterThan(5);
    expect(await stretch(page)).toBe(one);
    await page.close();
  });

  test('follows the stretch of time that is chosen for the whole page', async () => {
    const { page } = await openReport(browser, file);
    await page.locator('#range-from').fill('0');
    await page.locator('#range-to').fill('0.0001');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#why .filter-note').textContent()).toMatch(/^\d of 3 shown/);
    await page.close();
  });

  test.each([390, 820, 1280])('fits a screen of %i pixels', async (width) => {
    const { page } = await openReport(browser, whole, { width });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.close();
  });

  test.each(['light', 'dark'] as const)(
    'has names for all, and contrast enough, in the %s theme',
    async (theme) => {
      for (const one of [file, small]) {
        const { page } = await openReport(browser, one, { theme });
        expect(await axeViolations(page)).toEqual([]);
        await page.close();
      }
    },
    90_000,
  );

  test.each([
    { name: 'why-narrow-dark', width: 390, theme: 'dark' },
    { name: 'why-wide-light', width: 1280, theme: 'light' },
  ] as const)('looks as it did before: $name', async ({ name, width, theme }) => {
    const { page } = await openReport(browser, whole, { width, theme });
    await page.setViewportSize({ width, height: 1500 });
    await page.addStyleTag({ content: 'body { font-family: "DejaVu Sans" !important; }' });
    await page.waitForTimeout(200);
    expect(differenceFrom(name, await page.screenshot())).toBeLessThan(SHARE_TOLERANCE);
    await page.close();
  });

  test('shows hostile names as text', async () => {
    const name = '<img src=x onerror=document.title=1></script>.sys';
    const base = 0xfffff880_01000000n;
    const ids = { CallId: 1, Op: 9, Irp: 0x1001, IrpId: 1, Function: '<img src=x onerror=document.title=2>' };
    const log = new MachineLog();
    log.image({ name, base, size: 0x1000n });
    log.process(4, '<img src=x onerror=document.title=3>');
    log.thread(200, 4);
    log.switched(10, 1, 200, 0, 2);
    log.driver(100, 1, 200, 'WskCallIssued', ids);
    log.driver(120, 1, 200, 'WskCallReturned', { ...ids, Status: 0x103 });
    log.driver(300, 1, 200, 'IrpCompleted', { ...ids, Irql: 2 });
    log.routine(320, 1, { module: name, offset: 0x10n, address: base + 0x10n, kind: 'dpc' }, 290);
    log.switched(400, 1, 0, 200, 2);
    const hostile = join(mkdtempSync(join(tmpdir(), 'wsktrace-why-hostile-')), 'why.html');
    writeFileSync(hostile, await whyPage(whyOf(log, { drawn: 1 }), readPageAssets()));
    const { page, troubles } = await openReport(browser, hostile);
    expect(troubles).toEqual([]);
    expect(await page.title()).toBe('Why calls were slow – wsktrace');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('#why-dpcs').textContent()).toContain('<img src=x');
    await page.close();
  });

  test('a call on a machine of 64 processors has lanes of those that matter, and says how many are not drawn', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'wsktrace-why-many-')), 'why.html');
    writeFileSync(file, await whyPage(manyProcessors(), readPageAssets()));
    const { page, troubles } = await openReport(browser, file);
    const lanes = await page.locator('#picture-0 .role-axis-label text').allTextContents();
    expect(lanes.filter((lane) => lane.startsWith('processor '))).toHaveLength(12);
    expect(await page.locator('#picture-0 .hidden-marks').textContent()).toContain(
      '49 processors on which less of the call’s time was spent',
    );
    expect(troubles).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
    await page.close();
  });

  test('a call beyond those that are drawn has its segments as a table alone', async () => {
    const { page, troubles } = await openReport(browser, whole);
    expect(await page.locator('details.slow-call').count()).toBe(20);
    expect(await page.locator('figure.picture').count()).toBe(12);
    await page.locator('.slow-call').nth(15).locator('summary').click();
    expect(await page.locator('#segments-15').isVisible()).toBe(true);
    expect(troubles).toEqual([]);
    await page.close();
  });
});
