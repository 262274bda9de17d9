import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Debian's Chromium, or the one that the environment names. */
const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why these tests can't run here, for their names; null where they can. CI has to have a browser. */
export const missingBrowser =
  existsSync(EXECUTABLE) || process.env.CI === 'true' ? null : `skipped: no ${EXECUTABLE}`;

export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: EXECUTABLE,
    // The sandbox needs more rights than a container's root has; the pages are our own.
    args: ['--no-sandbox', '--font-render-hinting=none', '--disable-lcd-text'],
  });
}

/** A page that was opened from disk, with all that went wrong on it. */
export interface OpenedPage {
  readonly page: Page;
  /** Errors of scripts and on the console, and whatever else was asked for than the file itself. */
  readonly troubles: string[];
}

export interface OpenOptions {
  readonly width?: number;
  readonly theme?: 'light' | 'dark';
}

/** Opens a report and waits until its charts are drawn. */
export async function openReport(
  browser: Browser,
  file: string,
  { width = 1280, theme = 'light' }: OpenOptions = {},
): Promise<OpenedPage> {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      troubles.push(message.text());
    }
  });
  const url = `file://${file}`;
  page.on('request', (request) => {
    if (request.url() !== url) {
      troubles.push(`asked for ${request.url()}`);
    }
  });
  await page.goto(url);
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  return { page, troubles };
}
