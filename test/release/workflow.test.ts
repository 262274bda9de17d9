import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const WORKFLOW = readFileSync('.github/workflows/release.yml', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

test('the workflow of a release runs scripts that there are', () => {
  const named = [...WORKFLOW.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name!);
  expect(named).toContain('release');
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test('it publishes only what was made from a tag, passed the tests and ran on Windows', () => {
  expect(WORKFLOW).toMatch(/^on:\n {2}push:\n {4}tags: \['v\*'\]\n/m);
  expect(WORKFLOW).toMatch(/^ {2}publish:\n {4}needs: \[make, windows\]\n/m);
  // The last lines of each job alone may write: a token that can is no job's that runs the project's code.
  const jobs = WORKFLOW.slice(WORKFLOW.indexOf('\njobs:')).split(/\n(?= {2}\w+:\n)/);
  const writers = jobs.filter((job) => /: write$/m.test(job));
  expect(writers).toHaveLength(1);
  expect(writers[0]).toMatch(/^ {2}publish:/);
  expect(writers[0]).not.toMatch(/npm (ci|run|install)/);
});
