import { channel } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TraceError } from '../error.ts';

/** Where it is told what lies about and would stay behind if the process ended now: see node:diagnostics_channel. */
export const TEMPORARY = 'wsktrace:temporary';

export interface TemporaryNote {
  /** An absolute path. */
  readonly path: string;
  /** False once it is gone, or has its name. */
  readonly isThere: boolean;
}

/** Tells whoever cleans up behind a process that is killed. */
export function note(path: string, isThere: boolean): void {
  const told: TemporaryNote = { path, isThere };
  channel(TEMPORARY).publish(told);
}

/** A folder in the system's place for such; it is removed with all that is in it. */
export class TemporaryFolder {
  readonly path: string;

  /** @throws TraceError of kind `usage` where none can be made */
  constructor(prefix: string) {
    const place = tmpdir();
    try {
      this.path = mkdtempSync(join(place, prefix));
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      const reason = `no temporary folder can be made in it (${code}): set TMPDIR to one that can be written`;
      throw new TraceError('usage', reason, { file: place }, cause);
    }
    note(this.path, true);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
    note(this.path, false);
  }
}
