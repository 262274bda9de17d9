import { GzipWriter } from './gzip.ts';
import { OutputFile } from './output-file.ts';

/** Text that is written piece by piece, and is there whole or not at all. */
export interface TextOutput {
  write(text: string): void;
  /** Ends it, and puts it in its place. */
  end(): void;
  /** Throws away what was written, unless it has ended. */
  abandon(): void;
}

/**
 * A text file; one whose name ends in .gz is compressed.
 * @throws TraceError of kind `usage` where it can't be written
 */
export function textFile(path: string): TextOutput {
  const file = new OutputFile(path);
  const gzip = /\.gz$/i.test(path) ? new GzipWriter((bytes) => file.write(bytes)) : null;
  return {
    write: (text) => (gzip ?? file).write(text),
    end() {
      gzip?.end();
      file.replace();
    },
    abandon: () => file.abandon(),
  };
}
