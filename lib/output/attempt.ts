import { TraceError } from '../etl/index.ts';

/** @throws TraceError of kind `usage` that names the file where the system refuses */
export function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    if (cause instanceof TraceError) {
      throw cause;
    }
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = REASONS[code ?? ''] ?? code ?? message;
    throw new TraceError('usage', `can’t be written: ${reason}`, { file: path }, cause);
  }
}

/** Windows puts no file in the place of one that is open. */
const OR_OPEN = process.platform === 'win32' ? ', or another program has it open' : '';

/** What a user can do something about, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: `permission denied${OR_OPEN}`,
  EBUSY: 'another program has it open',
  EDQUOT: 'the quota is used up',
  EFBIG: 'the file would be larger than allowed',
  EISDIR: 'a folder has this name',
  ENOENT: 'no such folder can be made',
  ENOSPC: 'no space is left on the disk',
  ENOTDIR: 'a part of the path is no folder',
  EPERM: `not permitted${OR_OPEN}`,
  EROFS: 'the disk is read-only',
};
