import { join } from 'node:path';
import { Command } from 'commander';
import { TraceError } from '../../lib/etl/index.ts';
import { writeFile } from '../../lib/output/index.ts';
import { readPackageFile } from '../../lib/package/index.ts';
import { printable } from '../../lib/text/index.ts';
import type { Terminal } from '../terminal.ts';

const MADE_IN = 'dist/driver-tracing';
const FILES = ['wsktrace.c', 'wsktrace.h', 'wsktrace.wprp'];
const NEXT = 'wsktrace explain adding-to-your-driver';

export function libraryCommand(terminal: Terminal): Command {
  return new Command('library')
    .argument('<dir>', 'folder for the files; made where it is missing')
    .addHelpText(
      'after',
      `\nExample:\n  wsktrace library my-driver/wsktrace\n\nWhat to do with them: ${NEXT}`,
    )
    .action((folder: string) => {
      for (const name of FILES) {
        writeFile(join(folder, name), madeFile(name));
        terminal.out(`${printable(join(folder, name))}\n`);
      }
      terminal.out(`Add the first two to your driver; the third is a profile for wpr. The steps: ${NEXT}.\n`);
    });
}

function madeFile(name: string): Uint8Array {
  const file = `${MADE_IN}/${name}`;
  try {
    return readPackageFile(file);
  } catch (cause) {
    throw new TraceError('usage', 'is not in this checkout yet: npm run build makes it', { file }, cause);
  }
}
