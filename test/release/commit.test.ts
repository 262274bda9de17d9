import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commitOf } from '../../release/commit.js';
import { useFolder } from '../support/folder.ts';

const folder = useFolder();

const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
    cwd: folder.path,
    encoding: 'utf8',
    env: { ...process.env, GIT_COMMITTER_DATE: '2026-03-01T23:30:00-05:00' },
  });

/** A checkout of one commit. */
function checkout(): string {
  git('init', '--quiet');
  writeFileSync(folder.at('a.txt'), 'a');
  git('add', '.');
  git('commit', '--quiet', '--message', 'First');
  return git('rev-parse', 'HEAD').slice(0, 12);
}

test('a checkout’s build has its commit, and the day of it in UTC', () => {
  const id = checkout();
  expect(commitOf(folder.path)).toEqual({ id, date: '2026-03-02', isChanged: false });
});

test('a changed file counts, one that git does not know does not', () => {
  checkout();
  writeFileSync(folder.at('new.txt'), 'b');
  expect(commitOf(folder.path)?.isChanged).toBe(false);
  writeFileSync(folder.at('a.txt'), 'b');
  expect(commitOf(folder.path)?.isChanged).toBe(true);
});

test('an unpacked tarball has none, in the checkout of another project neither', () => {
  expect(commitOf(folder.path)).toBe(null);
  checkout();
  mkdirSync(folder.at('unpacked'));
  expect(commitOf(folder.at('unpacked'))).toBe(null);
});
