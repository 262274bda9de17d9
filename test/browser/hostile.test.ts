import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPageAssets } from '../../cli/files/page-assets.ts';
import { reportPage } from '../../lib/report/index.ts';
import { synthesisedReport, withHostileNames } from '../report/html/reports.ts';
import { launchBrowser, missingBrowser, openReport } from './browser.ts';

const REASON = missingBrowser === null ? '' : ` (${missingBrowser})`;

describe.skipIf(missingBrowser !== null)(`a page with hostile names${REASON}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
  });

  test('shows them as text and runs nothing of them', async () => {
    const report = withHostileNames(synthesisedReport({ seed: 3, events: 5_000, faults: { 'irp-leak': 2 } }));
    const file = join(mkdtempSync(join(tmpdir(), 'wsktrace-hostile-')), 'report.html');
    writeFileSync(file, await reportPage(report, null, readPageAssets()));
    const { page, troubles } = await openReport(browser, file);
    expect(troubles).toEqual([]);
    expect(await page.title()).not.toBe('pwned');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('h1').textContent()).toContain('<img src=x');
    await page.close();
  });
});
