import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** All that tests write into the system's temporary folder goes into one of this run, which is removed with all in it at the end. */
export default function setUp(): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wsktrace-tests-')));
  process.env.TMPDIR = folder;
  // Later versions of Node would keep there what they compiled, and tests look at what a run leaves behind.
  process.env.NODE_DISABLE_COMPILE_CACHE = '1';
  return () => rmSync(folder, { recursive: true, force: true });
}
