import { OutputFile } from './output-file.ts';

/**
 * Writes a file with the folders it needs: it is there whole, or what was there before is.
 * @throws TraceError of kind `usage` where it can't be written
 */
export function writeFile(path: string, content: string | Uint8Array): void {
  const file = new OutputFile(path);
  try {
    file.write(content);
    file.replace();
  } finally {
    file.abandon();
  }
}
