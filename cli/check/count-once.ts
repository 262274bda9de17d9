import type { ReadTrace } from '../../lib/report/index.ts';
import { jsonText, printable } from '../../lib/text/index.ts';
import type { Terminal } from '../terminal.ts';

/** Each trace once, as the first of its names, packed or not: a copy is no further sample, and makes chance look sure. */
export function countOnce(traces: readonly ReadTrace[], terminal: Terminal): ReadTrace[] {
  const seen = new Map<string, string>();
  return traces.filter(({ file, analysis }) => {
    const key = contentOf(analysis);
    const first = seen.get(key);
    if (first !== undefined) {
      terminal.warn(`wsktrace: ${printable(file)}: the same trace as ${printable(first)}, and counts once`);
      return false;
    }
    seen.set(key, file);
    return true;
  });
}

/** What no two recordings share: when it began, to 100 ns, what events it holds, and how long its calls took. */
function contentOf({ trace, calls, operations, irps, sockets }: ReadTrace['analysis']): string {
  const { file: _file, damage: _damage, ...facts } = trace;
  return jsonText([facts, calls, operations, irps, sockets]);
}
