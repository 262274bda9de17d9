import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPageAssets } from '../../cli/files/page-assets.ts';
import { reportPage } from '../../lib/report/index.ts';
import { synthesisedReport } from '../report/html/reports.ts';
import { launchBrowser, missingBrowser, openReport } from './browser.ts';

const REASON = missingBrowser === null ? '' : ` (${missingBrowser})`;

describe.skipIf(missingBrowser !== null)(`a busy second in a long quiet trace${REASON}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
  });

  test('is offered by a button, and shown with most calls', async () => {
    // The driver lies idle for five minutes before it is unloaded.
    const report = synthesisedReport({ seed: 5, events: 20_000 });
    const file = join(mkdtempSync(join(tmpdir(), 'wsktrace-busy-')), 'report.html');
    writeFileSync(file, await reportPage(report, null, readPageAssets()));
    const { page, troubles } = await openReport(browser, file);
    const sends = page.locator('#operations tr[data-op=Send] td').nth(2);
    const all = Number((await sends.textContent())!.replace(',', ''));
    await page.locator('#busy').click();
    await expect.poll(() => page.locator('#range-to').inputValue().then(Number)).toBeLessThan(75);
    await expect
      .poll(async () => Number((await sends.textContent())!.replace(',', '')))
      .toBeGreaterThan(0.9 * all);
    expect(troubles).toEqual([]);
    await page.close();
  });
});
