import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const page = readFileSync('docs/adding-to-your-driver.md', 'utf8');
const drivers = 'driver-tracing/test/drivers';

/** What tracing a driver takes, by its diff: how many files it has, and how many lines are added. */
function counted(files: number, diff: string): { files: number; lines: number } {
  return { files, lines: diff.split('\n').filter((line) => /^\+(?!\+\+ )/.test(line)).length };
}

const truth: Record<string, { files: number; lines: number }> = {
  seed: counted(1, /^```diff\n(.*?)^```$/ms.exec(page)?.[1] ?? ''),
};
for (const entry of readdirSync(drivers, { withFileTypes: true })) {
  if (!entry.isDirectory()) continue;
  const files = readdirSync(`${drivers}/${entry.name}`);
  truth[entry.name] = counted(
    files.filter((file) => /\.(c|cpp|h)$/.test(file)).length,
    readFileSync(`${drivers}/${entry.name}/traced.diff`, 'utf8'),
  );
}

describe('the lines that the page about tracing a driver counts', () => {
  test('are those of the changes that the tests apply, for every driver', () => {
    const told: typeof truth = {};
    for (const [, name = '', files, lines] of page.matchAll(/^\| (\w+) \| [^|]+ \| (\d+) \| (\d+) \|$/gm)) {
      told[name] = { files: Number(files), lines: Number(lines) };
    }
    expect(told).toEqual(truth);
  });

  test('are the same in its first sentence', () => {
    const opening = page.slice(0, page.indexOf('\n## '));
    expect(opening).toContain(`took ${truth.irp_a_call?.lines} changed lines`);
    expect(opening.replace(/\s+/g, ' ')).toContain(`of three files, ${truth.irp_a_socket?.lines}.`);
  });

  test('are twenty at most', () => {
    for (const { lines } of Object.values(truth)) expect(lines).toBeLessThanOrEqual(20);
  });
});
