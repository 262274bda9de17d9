import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as arquero from 'arquero';
import { describe, expect, test, vi } from 'vitest';
import * as wsktraceLibrary from '../../lib/index.ts';
import { wsktrace } from '../support/cli.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'docs/recipes');
/** RENEW_RECIPES=1 writes what the commands print into the pages. */
const RENEW = process.env.RENEW_RECIPES === '1';

interface Recipe {
  readonly name: string;
  readonly path: string;
  readonly page: string;
  readonly question: string;
}

const RECIPES: Recipe[] = readdirSync(FOLDER)
  .filter((file) => file !== 'README.md')
  .map((file) => {
    const path = join(FOLDER, file);
    const page = readFileSync(path, 'utf8');
    return { name: file, path, page, question: page.split('\n')[0]!.slice(2) };
  });

function block({ page }: Recipe, language: string): string {
  const found = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm').exec(page);
  if (found === null) {
    throw new Error(`no block of ${language}`);
  }
  return found[1]!;
}

/** The words of a shell command, quoted or not, with the traces' full paths. */
function argvOf(command: string): string[] {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
  return words.slice(1).map((word) => (word.startsWith('fixtures/') ? join(ROOT, word) : word));
}

/** Ids are text in SQL's answers and bigints in Arquero's. */
function comparable(rows: readonly object[]): unknown[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
    ),
  );
}

async function answerOfScript(script: string): Promise<object[]> {
  const body = script.replace(/^import .*$/gm, '').replaceAll("'fixtures/", `'${ROOT}/fixtures/`);
  const names = { ...arquero, ...wsktraceLibrary };
  const run = new Function(...Object.keys(names), `return (async () => { ${body}; return answer; })();`);
  const answer = (await run(...Object.values(names))) as arquero.ColumnTable;
  return answer.objects();
}

async function answerOfSql(sql: string, fixture: string): Promise<object[]> {
  const { out } = await wsktrace('query', fixture, sql, '--format', 'ndjson');
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as object);
}

describe.each(RECIPES)('the recipe “$question”', (recipe) => {
  test('prints what its page says', async () => {
    const { code, out } = await wsktrace(...argvOf(block(recipe, 'sh')));
    expect(code).toBe(0);
    if (RENEW) {
      writeFileSync(
        recipe.path,
        recipe.page.replace(/^```text\n[\s\S]*?^```$/m, () => `\`\`\`text\n${out}\`\`\``),
      );
    } else {
      expect(out).toBe(block(recipe, 'text'));
    }
  });

  test('has the same answer from Arquero and from SQL', async () => {
    const print = vi.spyOn(console, 'log').mockImplementation(() => {});
    vi.spyOn(console, 'table').mockImplementation(() => {});
    const byScript = await answerOfScript(block(recipe, 'js'));
    print.mockRestore();
    const fixture = /'(fixtures\/[^']+)'/.exec(block(recipe, 'js'))![1]!;
    const bySql = await answerOfSql(block(recipe, 'sql'), join(ROOT, fixture));
    expect(byScript.length).toBeGreaterThan(0);
    expect(comparable(byScript)).toEqual(comparable(bySql));
  });
});

test('there are ten recipes, and the index lists each by its question', () => {
  expect(RECIPES).toHaveLength(10);
  const index = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  for (const { name, question } of RECIPES) {
    expect(index).toContain(`[${question}](${name})`);
  }
});
