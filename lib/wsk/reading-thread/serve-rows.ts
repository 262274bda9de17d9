import { Recording, type Trace } from '../../etl/index.ts';
import { Reading } from '../reading.ts';
import { Sources } from '../sources.ts';
import type { News } from './news.ts';
import type { ReadingRequest } from './rows-ahead.ts';
import type { SharedRows } from './shared-rows.ts';
import { RowWriter } from './write-rows.ts';

/**
 * Reads a trace for another thread. What can't be read is left to that one, which then meets it itself.
 * @param open opens the trace
 * @param tell passes something on, before what comes next is put into the shared memory
 */
export async function serveRows(
  open: () => Trace,
  { providers, withNames }: ReadingRequest,
  rows: SharedRows,
  tell: (news: News) => void,
): Promise<void> {
  const writer = new RowWriter(rows, tell);
  try {
    const reading = new Reading(new Recording([open()]), {
      selected: new Sources(providers),
      mappings: [],
      collectors: [],
      onProgress: undefined,
      onSource: (source) => writer.source(source),
      onKind: (source, kind) => writer.kind(source, kind),
    });
    reading.begin();
    const progress = () => reading.progress;
    for (let row = reading.next(); row !== null; row = reading.next()) {
      if (!writer.add(row, progress)) {
        writer.giveUp();
        return;
      }
    }
    const facts = withNames ? await reading.factsWithNames() : reading.facts();
    const sources = reading.sources.map(({ source }) => source);
    writer.end({ what: 'end', facts, timeNs: reading.timeNs, sources }, reading.progress);
  } catch {
    writer.giveUp();
  }
}
