import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import { wsktrace } from '../support/cli.ts';

/** Writes the page onto which traces are dropped, and returns its path. */
export async function writeWebPage(): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'wsktrace-web-')), 'wsktrace.html');
  const { code, err } = await wsktrace('web', '-o', file);
  if (code !== 0) {
    throw new Error(err);
  }
  return file;
}

/** The page in a browser, with all that went wrong on it. */
export interface WebPage {
  readonly page: Page;
  /** Errors of scripts and on the console (breaches of its policy are), and whatever was asked for but what it made itself. */
  readonly troubles: string[];
}

export async function openWebPage(
  browser: Browser,
  file: string,
  { width = 1366, hash = '', theme = 'light' as 'light' | 'dark' } = {},
): Promise<WebPage> {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      troubles.push(message.text());
    }
  });
  page.on('request', (request) => {
    if (request.url() !== `file://${file}` && !request.url().startsWith('blob:')) {
      troubles.push(`asked for ${request.url()}`);
    }
  });
  page.on('websocket', (socket) => troubles.push(`opened ${socket.url()}`));
  await page.goto(`file://${file}${hash}`);
  return { page, troubles };
}

/** Something in memory that is given to the page as a file. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export async function give(page: Page, ...files: readonly (string | GivenFile)[]): Promise<void> {
  const payloads = files.map((file) =>
    typeof file === 'string'
      ? { name: file.split('/').at(-1)!, bytes: readFileSync(file) }
      : { name: file.name, bytes: file.bytes },
  );
  await page.setInputFiles(
    '#files',
    payloads.map(({ name, bytes }) => ({ name, mimeType: '', buffer: Buffer.from(bytes) })),
  );
}

/** Waits for the report, and until its charts are drawn. */
export async function reportOf(page: Page): Promise<Frame> {
  await page.waitForSelector('#report:not([hidden]), #failed:not([hidden])', { timeout: 25_000 });
  if (await page.locator('#failed').isVisible()) {
    throw new Error((await page.locator('#failure').textContent())!);
  }
  const frame = (await (await page.waitForSelector('#frame'))!.contentFrame())!;
  await frame.waitForSelector('html[data-ready]', { state: 'attached' });
  return frame;
}

/** Why no report was made, as the page says. */
export async function failureOf(page: Page): Promise<string> {
  await page.waitForSelector('#failed:not([hidden])', { timeout: 25_000 });
  return (await page.locator('#failure').textContent())!;
}

/** The content of the file that a button saves, and its name. */
export async function saved(
  page: Page,
  button: string,
): Promise<{ name: string; text: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  const bytes = readFileSync(await download.path());
  return { name: download.suggestedFilename(), text: bytes.toString(), bytes };
}
