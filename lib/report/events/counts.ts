import type { EventIdentity } from '../../decode/index.ts';
import { type RowFormat, type RowOptions, rowFormatter } from '../rows/format.ts';

const COLUMNS = ['events', 'provider', 'name'];

/** Counts events by provider and name. */
export class EventCounts {
  readonly #identities: EventIdentity[] = [];
  readonly #counts: number[] = [];

  add(identity: EventIdentity): void {
    const { index } = identity;
    this.#identities[index] = identity;
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
  }

  /** A row for each name, the most frequent first. */
  text(format: RowFormat, options: RowOptions): string {
    const formatter = rowFormatter(format, COLUMNS, options);
    const rows = this.#rows().map((row) => formatter.row([row.events, row.provider, row.name]));
    return rows.join('') + formatter.end();
  }

  #rows() {
    const rows = new Map<
      string,
      { events: number; readonly provider: string | null; readonly name: string }
    >();
    this.#identities.forEach(({ provider, eventName: name }, index) => {
      // Versions of an event share its name.
      const key = `${provider?.id}/${name}`;
      const row = rows.get(key) ?? { events: 0, provider: provider?.name ?? provider?.id ?? null, name };
      row.events += this.#counts[index]!;
      rows.set(key, row);
    });
    return [...rows.values()].sort((a, b) => b.events - a.events);
  }
}
