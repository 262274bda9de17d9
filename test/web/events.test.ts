import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations, launchBrowser, missingBrowser } from '../browser/browser.ts';
import { fixture, wsktrace } from '../support/cli.ts';
import { synthesiseFile } from '../support/synthesiser/index.ts';
import { give, openWebPage, reportOf, writeWebPage } from './page.ts';

const REASON = missingBrowser === null ? '' : ` (${missingBrowser})`;
const NAME = 'machine-slow-calls.etl';

/** What `wsktrace events` prints, without its head, each run of blanks as one. */
async function printed(...flags: string[]): Promise<string[]> {
  const { out } = await wsktrace('events', fixture(NAME), ...flags);
  return out.trimEnd().split('\n').slice(1).map(oneBlank);
}

function oneBlank(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

async function statusOf(page: Page): Promise<string> {
  await page.waitForSelector('#events-cancel', { state: 'hidden' });
  await expect.poll(() => page.locator('#events-status').textContent()).not.toMatch(/^(?:Reading…)?$/);
  return (await page.locator('#events-status').textContent())!;
}

/** The rows that are drawn, with the place of the first among all. */
async function drawn(page: Page): Promise<{ first: number; rows: string[] }> {
  const rows = page.locator('#events-table tbody tr[aria-rowindex]');
  const cells = await rows.evaluateAll((all) =>
    all.map((row) => [...row.children].map(({ textContent }) => textContent).join(' ')),
  );
  const first = cells.length === 0 ? 0 : Number(await rows.first().getAttribute('aria-rowindex')) - 2;
  return { first, rows: cells.map(oneBlank) };
}

describe.skipIf(missingBrowser !== null)(`the events of a dropped trace${REASON}`, () => {
  let browser: Browser;
  let file: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    file = await writeWebPage();
  });

  afterAll(async () => {
    await browser?.close();
  });

  async function openEvents(options: { width?: number; theme?: 'light' | 'dark' } = {}) {
    const opened = await openWebPage(browser, file, options);
    await give(opened.page, fixture(NAME));
    await reportOf(opened.page);
    await opened.page.click('#show-events');
    return opened;
  }

  test('are those that the command prints, wherever one scrolls to', async () => {
    const { page, troubles } = await openEvents();
    const all = await printed();
    expect(await statusOf(page)).toBe('1,500 events.');
    expect(all).toHaveLength(1500);
    expect(await page.locator('#events-table').getAttribute('aria-rowcount')).toBe('1501');
    for (const share of [0, 0.37, 0.371, 1]) {
      const scroll = page.locator('#events-scroll');
      await scroll.evaluate((one, part) => one.scrollTo(0, part * one.scrollHeight), share);
      const wanted = Math.floor(share * 1499);
      await expect
        .poll(async () => {
          const { first, rows } = await drawn(page);
          const isThere = first <= wanted && wanted < first + rows.length;
          // Until a row was read its cells are empty.
          return isThere && !rows.some((row) => row.startsWith('…'));
        })
        .toBe(true);
      const { first, rows } = await drawn(page);
      expect(rows.length).toBeLessThan(150);
      expect(rows).toEqual(all.slice(first, first + rows.length));
    }
    expect(troubles).toEqual([]);
    await page.close();
  });

  test('are chosen by provider, name, fields and time as by the command', async () => {
    const { page } = await openEvents();
    await statusOf(page);
    await page.fill('#events-provider', 'Wsk*');
    await page.fill('#events-event', 'Irp*');
    await page.fill('#events-where', 'Op = Receive');
    await page.fill('#events-from', '2ms');
    await page.fill('#events-to', '8ms');
    await page.keyboard.press('Enter');
    const wanted = await printed(
      ...['--provider', 'Wsk*', '--event', 'Irp*', '--where', 'Op = Receive', '--from', '2ms', '--to', '8ms'],
    );
    expect(wanted.length).toBeGreaterThan(3);
    await expect.poll(() => statusOf(page)).toBe(`${wanted.length} events.`);
    expect((await drawn(page)).rows).toEqual(wanted);
    await page.fill('#events-where', 'Nonsense = 5');
    await page.keyboard.press('Enter');
    await expect.poll(() => statusOf(page)).toBe('No event is what is asked for.');
    await page.click('#events-form [type=reset]');
    await expect.poll(() => statusOf(page)).toBe('1,500 events.');
    await page.close();
  });

  test('have an address: who opens it and gives the same trace sees the same events', async () => {
    const { page, troubles } = await openEvents();
    await statusOf(page);
    expect(new URL(page.url()).hash).toBe('#events?');
    await page.fill('#events-event', 'Irp*');
    await page.fill('#events-where', 'Op = Receive and Status = 0');
    await page.fill('#events-from', '2ms');
    await page.keyboard.press('Enter');
    await expect.poll(() => statusOf(page)).toMatch(/^\d+ events\.$/);
    const { hash } = new URL(page.url());
    expect(hash).toBe('#events?event=Irp*&where=Op+%3D+Receive+and+Status+%3D+0&from=2ms');
    const before = await drawn(page);
    await page.close();

    const other = await openWebPage(browser, file, { hash });
    await give(other.page, fixture(NAME));
    await expect.poll(() => other.page.locator('#events').isVisible(), { timeout: 20_000 }).toBe(true);
    await expect.poll(() => statusOf(other.page)).toMatch(/^\d+ events\.$/);
    expect(await drawn(other.page)).toEqual(before);
    expect(await other.page.inputValue('#events-where')).toBe('Op = Receive and Status = 0');
    expect(new URL(other.page.url()).hash).toBe(hash);
    // The report has its own, which it finds again.
    await other.page.click('#show-report');
    expect(new URL(other.page.url()).hash).toBe('');
    await other.page.evaluate("location.hash = '#events?event=Wsk*'");
    await expect.poll(() => statusOf(other.page)).toMatch(/^\d+ events\.$/);
    expect(await other.page.inputValue('#events-event')).toBe('Wsk*');
    expect([...troubles, ...other.troubles]).toEqual([]);
    await other.page.close();
  });

  test('tells what is wrong with a question', async () => {
    const { page } = await openEvents();
    await statusOf(page);
    await page.fill('#events-where', 'Op = = 5');
    await page.keyboard.press('Enter');
    await expect.poll(() => statusOf(page)).toMatch(/^where/);
    await page.fill('#events-where', '');
    await page.fill('#events-from', 'soon');
    await page.keyboard.press('Enter');
    await expect.poll(() => statusOf(page)).toContain('A time is a number with');
    await page.close();
  });

  describe('are as many as there are', () => {
    const EVENTS = 330_000;
    let long: string;
    let all: string[];

    beforeAll(async () => {
      long = join(mkdtempSync(join(tmpdir(), 'wsktrace-long-')), 'long.etl');
      synthesiseFile(long, { seed: 3, events: EVENTS });
      const { out } = await wsktrace('events', long);
      all = out.trimEnd().split('\n').slice(1);
    }, 60_000);

    async function openLong() {
      const opened = await openWebPage(browser, file);
      await opened.page.setInputFiles('#files', long);
      await reportOf(opened.page);
      await opened.page.click('#show-events');
      await expect
        .poll(() => statusOf(opened.page), { timeout: 20_000 })
        .toBe(`${all.length.toLocaleString('en-US')} events.`);
      return opened;
    }

    /** Waits until what is drawn has come. */
    async function shown(page: Page) {
      await expect.poll(async () => (await drawn(page)).rows.some((row) => row.startsWith('…'))).toBe(false);
      return await drawn(page);
    }

    test('wherever the scroll bar is drawn to, though no element is so high', async () => {
      const { page, troubles } = await openLong();
      expect(all.length).toBeGreaterThan(EVENTS - 100);
      expect(await page.locator('#events-table').getAttribute('aria-rowcount')).toBe(String(all.length + 1));
      for (const share of [0.5, 0.123, 1, 0]) {
        const scroll = page.locator('#events-scroll');
        await scroll.evaluate(
          (one, part) => one.scrollTo(0, part * (one.scrollHeight - one.clientHeight)),
          share,
        );
        await expect
          .poll(async () => {
            const { first, rows } = await drawn(page);
            return Math.abs(first + rows.length / 2 - share * all.length) < 0.001 * all.length;
          })
          .toBe(true);
        const { first, rows } = await shown(page);
        expect(rows).toEqual(all.slice(first, first + rows.length).map(oneBlank));
      }
      expect(troubles).toEqual([]);
      await page.close();
    });

    test('row by row with the wheel, and page by page with the keys', async () => {
      const { page, troubles } = await openLong();
      const top = () =>
        page.evaluate<number>(`{
          const table = document.querySelector('#events-scroll').getBoundingClientRect();
          const row = document.elementFromPoint(table.x + 300, table.y + 26 + 13).closest('tr');
          Number(row.getAttribute('aria-rowindex')) - 2;
        }`);
      await page.locator('#events-scroll').hover();
      await page.mouse.wheel(0, 26 * 30);
      await expect.poll(top).toBe(30);
      await page.mouse.wheel(0, -26 * 10);
      await expect.poll(top).toBe(20);
      await page.locator('#events-scroll').focus();
      await page.keyboard.press('End');
      await expect.poll(async () => (await drawn(page)).first).toBeGreaterThan(all.length - 100);
      const { first, rows } = await shown(page);
      expect(first + rows.length).toBe(all.length);
      expect(rows).toEqual(all.slice(first).map(oneBlank));
      await page.keyboard.press('PageUp');
      await page.keyboard.press('Home');
      await expect.poll(top).toBe(0);
      expect(troubles).toEqual([]);
      await page.close();
    });
  });

  test('are walked by keyboard, and each is shown whole', async () => {
    const { page } = await openEvents();
    await statusOf(page);
    await page.locator('#events-scroll').focus();
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('ArrowDown');
    }
    const chosen = page.locator('#events-table .chosen');
    expect(await chosen.getAttribute('aria-rowindex')).toBe('61');
    const [row, table] = [
      (await chosen.boundingBox())!,
      (await page.locator('#events-scroll').boundingBox())!,
    ];
    expect(row.y).toBeGreaterThan(table.y);
    expect(row.y + row.height).toBeLessThanOrEqual(table.y + table.height);
    const detail = oneBlank((await page.locator('#events-detail').textContent())!);
    expect(detail).toContain(oneBlank((await chosen.locator('td').last().textContent())!));
    await page.close();
  });

  test.each(['light', 'dark'] as const)(
    'have names for all, and contrast enough, in the %s theme',
    async (theme) => {
      const { page } = await openEvents({ theme });
      await statusOf(page);
      await page.locator('#events-table tbody tr[aria-rowindex]').first().click();
      expect(await axeViolations(page)).toEqual([]);
      await page.close();
    },
  );

  test.each([375, 1366, 2200])('fit into a window of %i pixels', async (width) => {
    const { page } = await openEvents({ width });
    await statusOf(page);
    const wide = await page.evaluate(
      '[document.documentElement.scrollWidth, document.documentElement.scrollHeight]',
    );
    expect(wide).toEqual([width, 900]);
    expect((await page.locator('#events-scroll').boundingBox())!.height).toBeGreaterThan(300);
    await page.close();
  });
});
