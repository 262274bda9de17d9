import { Command } from 'commander';
import { plural } from '../../lib/report/index.ts';
import { printable } from '../../lib/text/index.ts';
import type { Terminal } from '../terminal.ts';

const EXAMPLES = `
Files of one day and machine become one, those of status one; rows, types and metadata stay. It can be ended at any time
and run again; a later export adds to it.

Examples:
  wsktrace compact fleet`;

export function compactCommand(terminal: Terminal): Command {
  return new Command('compact')
    .argument('<dataset>', 'a folder that export --dataset made')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string) => {
      const { compactDataset } = await import('../../lib/frames/compact/index.ts');
      await compactDataset(folder, ({ frame, filesBefore, filesAfter }) => {
        if (filesBefore > 0) {
          const now = filesAfter === filesBefore ? 'as it was' : `now ${plural(filesAfter, 'file')}`;
          terminal.out(`${printable(folder)}/${frame}  ${plural(filesBefore, 'file')}, ${now}\n`);
        }
      });
    });
}
