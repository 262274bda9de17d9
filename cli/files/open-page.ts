import { spawn } from 'node:child_process';
import { TraceError } from '../../lib/etl/index.ts';

/** A program that shows a page ends at once, or stays as long as its browser. */
const PATIENCE_MS = 1000;

/** What shows a file by its kind, as a double click does: of Windows, macOS, and desktops that follow freedesktop.org. */
export function openerOf(platform: NodeJS.Platform, path: string): readonly [string, ...string[]] {
  switch (platform) {
    case 'win32':
      // No shell, which would take some characters of a path for its own.
      return ['rundll32', 'url.dll,FileProtocolHandler', path];
    case 'darwin':
      return ['open', path];
    default:
      return ['xdg-open', path];
  }
}

/**
 * Shows a page in the user's browser.
 * @param path absolute
 * @throws TraceError of kind `usage` where nothing here shows pages
 */
export async function openPage(path: string): Promise<void> {
  const [program, ...args] = openerOf(process.platform, path);
  const failure = await new Promise<string | null>((resolve) => {
    const opener = spawn(program, args, { stdio: 'ignore', detached: true });
    const patience = setTimeout(() => resolve(null), PATIENCE_MS);
    const end = (reason: string | null) => {
      clearTimeout(patience);
      resolve(reason);
    };
    opener.on('error', ({ message }) => end(message));
    opener.on('exit', (code) => end(code === 0 ? null : `${program} ended with ${code}`));
    opener.unref();
  });
  if (failure !== null) {
    throw new TraceError('usage', `the page is written, but no browser can be started here (${failure})`, {
      file: path,
    });
  }
}
