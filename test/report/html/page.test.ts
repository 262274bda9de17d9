import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readPageAssets } from '../../../cli/files/page-assets.ts';
import { reportMarkdown, reportPage } from '../../../lib/report/index.ts';
import { RULES } from '../../../lib/wsk/index.ts';
import { LIFE_RULES } from '../../support/synthesiser/index.ts';
import { HOSTILE, synthesisedReport, withHostileNames } from './reports.ts';

const INJECTABLE = RULES.filter((rule) => !LIFE_RULES.some((one) => one === rule));
const EACH_TWICE = Object.fromEntries(INJECTABLE.map((rule) => [rule, 2]));
const MEGABYTE = 1_000_000;

describe('the page of a report', () => {
  const assets = readPageAssets();
  const report = synthesisedReport({ seed: 7, events: 40_000, faults: EACH_TWICE });

  test('lets run nothing but its own two scripts, which it names by their hash, and load nothing', async () => {
    const page = await reportPage(report, null, assets);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script]) => script!);
    const hashes = scripts.map(
      (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    );
    expect(policy).toBe(
      `default-src 'none'; script-src ${hashes.join(' ')}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/<(?:link|img|iframe|script src)/);
  });

  test('names the licence of what it embeds', async () => {
    const page = await reportPage(report, null, assets);
    expect(page).toContain('Vega, which is in this page under the BSD 3-Clause licence');
    expect(page).toMatch(/Copyright \(c\) [\d-]+, University of Washington Interactive Data Lab/);
  });

  test('tells what each column is whose title does not say it', async () => {
    const PLAIN = /^(?:operation|category|local|peer|severity|finding)$/;
    const page = await reportPage(report, report, assets);
    const tables = [...page.matchAll(/<table class="sortable" id="([^"]*)">[\s\S]*?<\/thead>/g)];
    expect(tables.map(([, id]) => id).sort()).toEqual(
      ['changes', 'irp-lives', 'operations', 'slowest-calls', 'socket-lives'].sort(),
    );
    for (const [table] of tables) {
      for (const [, attributes, content] of table.matchAll(/<th ([^>]*)>(.*?)<\/th>/g)) {
        const title = content!.replaceAll(/<[^>]*>/g, '');
        expect({ title, isTold: PLAIN.test(title) || attributes!.includes(' title="') }).toEqual({
          title,
          isTold: true,
        });
      }
    }
  });

  test('folds the page of each rule in once', async () => {
    const page = await reportPage(report, null, assets);
    const rules = new Set(report.analysis.findings.slice(0, 40).map(({ rule }) => rule));
    expect(page.match(/class="help"/g)).toHaveLength(rules.size);
    expect(rules.size).toBeGreaterThan(10);
  });

  test('stays below 1.5 MB with every fault in it and another trace beside it', async () => {
    expect((await reportPage(report, report, assets)).length).toBeLessThan(1.5 * MEGABYTE);
  });

  test('holds no name of a trace unescaped', async () => {
    const hostile = withHostileNames(report);
    const page = await reportPage(hostile, hostile, assets);
    expect(page).not.toContain('<img src=x');
    expect(page).not.toContain("<script>document.title='pwned'");
    expect(page.match(/<script/g)).toHaveLength(3 + scriptsInside(assets.scripts[0]!.text));
    expect(page).not.toContain('\u202e');
    expect(page).toContain('&#60;img src=x');
  });

  test('neither does the Markdown, which stays small', () => {
    const text = reportMarkdown(withHostileNames(report));
    expect(text).not.toContain(HOSTILE);
    expect(text).not.toMatch(/<img|<script|javascript:|@everyone|\]\(/);
    expect(Buffer.byteLength(text)).toBeLessThan(65_536);
  });
});

/** How often Vega's own text names the element. */
function scriptsInside(text: string): number {
  return text.match(/<script/g)?.length ?? 0;
}
