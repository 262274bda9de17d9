import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { fixture, wsktrace } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder();
const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string;
};

test.each([
  ['check', ['check', '--no-config', fixture('wine-ok.etl'), '--format', 'json']],
  ['compare', ['compare', '--no-config', fixture('wine-ok.etl'), fixture('wine-ok.etl'), '--format', 'json']],
])('%s names the version that judged', async (_, args) => {
  const { out } = await wsktrace(...args);
  expect((JSON.parse(out) as { version: string }).version).toBe(version);
});

test('export names it in the row of status', async () => {
  const file = folder.at('status.parquet');
  const to = ['--out', folder.at('frames'), '--format', 'ndjson', '--status', file];
  const { code, err } = await wsktrace('export', fixture('wine-ok.etl'), ...to);
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(readFileSync(file, 'latin1')).toContain(version);
});
