import { bytesSource, type Damage, Trace } from '../../lib/etl/index.ts';
import { ByteWriter, type PlacedEvent, systemEvent } from '../support/etl-writer/index.ts';

/** A numbered event, as it was read. */
export interface ReadEvent {
  readonly number: number;
  readonly ticks: bigint;
  readonly processor: number;
}

/** Group of the numbered events: one that no header buffer has. */
const GROUP = 200;

/** An event that can be told from all others by its number; its length varies with it. */
export function numberedEvent(number: number, ticks: number, processor: number): PlacedEvent {
  const payload = new ByteWriter().u32(number).zeros((number * 7) % 50);
  return { processor, ...systemEvent({ ticks, group: GROUP, opcode: 1, payload: payload.finish() }) };
}

/** Numbered events over some processors, one a tick or so, the times without a tie. */
export function numberedEvents(count: number, processors: number, firstTicks = 1_000_000): PlacedEvent[] {
  return Array.from({ length: count }, (_, i) =>
    numberedEvent(i, firstTicks + 10 * i, (i * 2_654_435_761) % processors),
  );
}

/** All numbered events of a trace in the order in which they are read, and the damage that was met. */
export function readNumbered(bytes: Uint8Array): { events: ReadEvent[]; damage: readonly Damage[] } {
  const trace = Trace.open(bytesSource(bytes));
  const pass = trace.events();
  const events: ReadEvent[] = [];
  for (let event = pass.next(); event !== null; event = pass.next()) {
    if (event.group === GROUP && event.payload + 4 <= event.end) {
      events.push({
        number: event.view.getUint32(event.payload, true),
        ticks: trace.clock.rawTicks(event.ticks),
        processor: event.processor,
      });
    }
  }
  return { events, damage: pass.damage.list };
}
