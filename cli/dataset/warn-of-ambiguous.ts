import type { FleetTrace } from '../../lib/frames/fleet/index.ts';
import type { SqlDatabase } from '../../lib/frames/sql/index.ts';
import { plural } from '../../lib/report/index.ts';
import { printable } from '../../lib/text/index.ts';
import type { Terminal } from '../terminal.ts';

/** Says on stderr which trace of a dataset is told to be of several builds or machines: most likely one label is wrong. */
export async function warnOfAmbiguous(
  database: SqlDatabase,
  folder: string,
  terminal: Terminal,
): Promise<void> {
  const { readAmbiguous } = await import('../../lib/frames/fleet/index.ts');
  const [first, ...more] = await readAmbiguous(database);
  if (first !== undefined) {
    const { counted, other } = first;
    const rest =
      more.length === 0
        ? ''
        : `; ${plural(more.length, 'other trace')} ${more.length === 1 ? 'has' : 'have'} several labels, too`;
    terminal.warn(
      `wsktrace: ${printable(folder)}: ${described(counted)} and ${described(other)} are one and the same trace${rest}`,
    );
  }
}

function described({ path, build, machine }: FleetTrace): string {
  const labels = [
    build === null ? [] : `build ${build}`,
    machine === null ? [] : `machine ${machine}`,
  ].flat();
  return printable(`${path} (${labels.length === 0 ? 'no label' : labels.join(', ')})`);
}
