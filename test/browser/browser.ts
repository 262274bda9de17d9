import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
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

/** What axe-core finds against a page with all of it unfolded: the rule and what breaks it. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
  // The policy of the page forbids any script but its own: this one comes by way of the debugger.
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 120)).join(" | ")))',
  );
}
