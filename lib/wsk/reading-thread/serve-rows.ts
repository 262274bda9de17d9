import { Recording, type Trace } from '../../etl/index.ts';
import { MOST_SITES } from '../events/site-numbers.ts';
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
  let sites = 0;
  try {
    const reading = new Reading(new Recording([open()]), {
      selected: new Sources(providers),
      mappings: [],
      collectors: [],
      onProgress: undefined,
      onSource: (source) => writer.source(source),
      onKind: (source, kind) => writer.kind(source, kind),
      onForm: (shape) => tell({ what: 'form', shape }),
      onSite: (number, site) => {
        sites = Math.max(sites, number);
        tell({ what: 'site', number, site });
      },
      mostRowBytes: 4 * rows.wordsEach,
    });
    reading.begin();
    const progress = () => reading.progress;
    for (let block = reading.nextBlock(); block !== null; block = reading.nextBlock()) {
      if (sites > MOST_SITES || !writer.add(block, progress)) {
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
