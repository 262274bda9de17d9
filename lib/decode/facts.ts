import type { Trace } from '../etl/index.ts';
import { Catalog } from './catalog.ts';
import { Tally, type TraceFacts } from './tally.ts';

/** Events between two calls of who wants to know how far it is. */
const PROGRESS_EVERY = 65_536;

/**
 * What is in a trace: its session, its events by provider and name, its losses and its damage. One pass in file order
 * as a rule, since for counting the order does not matter; and what events are called is asked when all schemas are in.
 *
 * @param onProgress told now and then the bytes of the file read so far, and the events
 */
export async function factsOf(
  trace: Trace,
  onProgress?: (bytesRead: number, events: number) => void,
): Promise<TraceFacts> {
  const catalog = new Catalog();
  const first = count(true);
  const { tally, damage } = catalog.isTellingLate ? count(false) : first;
  return await catalog.withSchemas(() => tally.facts(trace, damage));

  function count(isFirst: boolean) {
    const tally = new Tally();
    const pass = trace.eventsInFileOrder();
    const { forms } = pass;
    for (let event = pass.next(); event !== null; event = pass.next()) {
      if (forms.isCounted(event.form)) {
        onProgress?.(pass.bytesOpened, tally.events + forms.counted);
        continue;
      }
      if (isFirst) {
        catalog.add(event);
      }
      tally.add(event, catalog.identityOf(event));
      if (event.form > 0 && !(isFirst && catalog.tellsOfOthers(event))) {
        forms.passOver(event.form);
      } else if (tally.events % PROGRESS_EVERY === 0) {
        onProgress?.(pass.bytesOpened, tally.events + forms.counted);
      }
    }
    tally.addCounted(forms.countedEvents(), (form) => catalog.identityOfForm(forms, form));
    return { tally, damage: pass.damage };
  }
}
