import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faultsOf, notesOf } from '../../release/checks.js';
import { useFolder } from '../support/folder.ts';

const CHANGELOG = '# Changelog\n\n## 1.2.0 (2026-12-01)\n\n- New.\n\n## 1.1.0 (2026-05-01)\n\n- Old.\n';
const READY = { version: '1.2.0', lockVersion: '1.2.0', changelog: CHANGELOG, status: '' };

describe('a checkout', () => {
  test('can be released where its versions agree, its changelog has a day and nothing is changed', () => {
    expect(faultsOf(READY)).toEqual([]);
    expect(faultsOf({ ...READY, tag: 'v1.2.0' })).toEqual([]);
  });

  test.each([
    ['package-lock.json of another version', { lockVersion: '1.1.0' }, /package-lock.json 1.1.0/],
    ['a tag of another version', { tag: 'v1.1.0' }, /the tag is v1.1.0, the version 1.2.0/],
    ['a tag without its v', { tag: '1.2.0' }, /tagged v1.2.0/],
    [
      'a version that the changelog does not have yet',
      { version: '1.3.0', lockVersion: '1.3.0' },
      /is of 1.2.0/,
    ],
    ['no changelog', { changelog: '# Changelog\n' }, /has no entry/],
    [
      'an entry without text',
      { changelog: '## 1.2.0 (2026-12-01)\n\n## 1.1.0 (2026-05-01)\n- Old.' },
      /says nothing/,
    ],
    [
      'an entry that is unreleased',
      { changelog: '## 1.2.0 (unreleased)\n- New.' },
      /says "unreleased" of 1.2.0/,
    ],
    ['a day that never was', { changelog: '## 1.2.0 (2026-02-30)\n- New.' }, /says "2026-02-30"/],
    ['changed and new files', { status: ' M lib/a.ts\n?? b.ts\n' }, /its commit: lib\/a.ts, b.ts/],
  ])('can’t with %s', (_, change, fault) => {
    const faults = faultsOf({ ...READY, ...change });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(fault);
  });

  test('gives its newest entry as the notes of the release', () => {
    expect(notesOf(CHANGELOG)).toBe('- New.\n');
  });
});

describe('npm run release', () => {
  const folder = useFolder();

  test('ends with every reason before it makes anything', () => {
    writeFileSync(folder.at('package.json'), JSON.stringify({ name: 'wsktrace', version: '1.2.0' }));
    writeFileSync(folder.at('package-lock.json'), JSON.stringify({ version: '1.1.0' }));
    writeFileSync(folder.at('CHANGELOG.md'), '## 1.1.0 (2026-05-01)\n- Old.\n');
    spawnSync('git', ['init', '--quiet'], { cwd: folder.path });
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [resolve('release/release.js'), '--tag', 'v1.0.0'],
      { cwd: folder.path, encoding: 'utf8' },
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringContaining('release: package.json has version 1.2.0, package-lock.json 1.1.0'),
      expect.stringContaining('release: the tag is v1.0.0'),
      expect.stringContaining('release: the first entry of CHANGELOG.md is of 1.1.0'),
      expect.stringContaining('release: the checkout differs from its commit: CHANGELOG.md'),
    ]);
  });
});
