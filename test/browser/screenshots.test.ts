import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, missingBrowser, openReport } from './browser.ts';
import { reportPageOf } from './report-files.ts';
import { differenceFrom, SHARE_TOLERANCE } from './screenshots.ts';

/** Heights are fixed: a line that breaks elsewhere must not make all of the picture another. */
const VIEWS = [
  { name: 'narrow-light', width: 390, height: 1500, theme: 'light' },
  { name: 'medium-dark', width: 820, height: 1300, theme: 'dark' },
  { name: 'wide-light', width: 1280, height: 1400, theme: 'light' },
] as const;

describe.skipIf(missingBrowser !== null)(
  `screenshots${missingBrowser === null ? '' : ` (${missingBrowser})`}`,
  () => {
    let browser: Browser;
    let file: string;

    beforeAll(async () => {
      browser = await launchBrowser();
      file = await reportPageOf('wine-irp-leak.etl');
    });

    afterAll(async () => {
      await browser?.close();
    });

    test.each(VIEWS)('looks as it did before: $name', async ({ name, width, height, theme }) => {
      const { page } = await openReport(browser, file, { width, theme });
      await page.setViewportSize({ width, height });
      // The same letters wherever DejaVu is, which Debian's package of the browser's fonts brings.
      await page.addStyleTag({ content: 'body { font-family: "DejaVu Sans" !important; }' });
      await page.waitForTimeout(200);
      const png = await page.screenshot();
      expect(differenceFrom(name, png)).toBeLessThan(SHARE_TOLERANCE);
      await page.close();
    });
  },
);
