import type { Occurrence } from '../../wsk/index.ts';
import type { Report } from '../collect/index.ts';
import { escapeHtml } from '../markup/escape.ts';

export type ObjectKind = 'irp' | 'call' | 'socket';

/** Names of the page's places: objects by the rows of their tables, findings by their order. */
export class Anchors {
  /** Places of rows, by kind, driver and id. */
  readonly #rows = new Map<string, string>();
  readonly #places = new Set<string>();
  /** Which finding an object is in, the first of them. */
  readonly #findings = new Map<string, number>();

  constructor({ lives, slowest, analysis }: Report) {
    const add = (kind: ObjectKind, driver: string, id: string | null) => {
      const key = keyOf(kind, driver, id);
      if (id !== null && !this.#rows.has(key)) {
        // Loads of a driver, and drivers, count their ids by themselves: a number of ours tells them apart.
        const place = `${kind}-${id}${this.#places.has(`${kind}-${id}`) ? `-${this.#rows.size}` : ''}`;
        this.#places.add(place);
        this.#rows.set(key, place);
      }
    };
    for (const { driver, irpId } of lives.irps.shown) {
      add('irp', driver, irpId);
    }
    for (const { driver, socketId } of lives.sockets.shown) {
      add('socket', driver, socketId);
    }
    for (const { driver, callId } of slowest) {
      add('call', driver, callId);
    }
    for (const [at, { provider, occurrences }] of analysis.findings.entries()) {
      for (const { subject, load } of occurrences) {
        const driver = labelOf(provider, load);
        const ids = [
          keyOf('irp', driver, subject.irpId),
          keyOf('call', driver, subject.callId),
          keyOf('socket', driver, subject.socketId),
        ];
        for (const key of ids) {
          this.#findings.set(key, this.#findings.get(key) ?? at);
        }
      }
    }
  }

  /** The attributes that make a row the place of its object. */
  idAttribute(kind: ObjectKind, driver: string, id: string | null): string {
    const place = this.#rows.get(keyOf(kind, driver, id));
    return place === undefined || id === null
      ? ''
      : ` id="${escapeHtml(place)}" data-${kind}="${escapeHtml(id)}"`;
  }

  /** An id as HTML, as a link to its object's row where there is one. */
  link(kind: ObjectKind, driver: string, id: string | null, text = id ?? '–'): string {
    const place = this.#rows.get(keyOf(kind, driver, id));
    return place === undefined ? escapeHtml(text) : `<a href="#${escapeHtml(place)}">${escapeHtml(text)}</a>`;
  }

  /** A link to the finding that an object is in, or nothing. */
  findingLink(kind: ObjectKind, driver: string, id: string | null): string {
    const at = id === null ? undefined : this.#findings.get(keyOf(kind, driver, id));
    return at === undefined
      ? ''
      : ` <a class="found" href="#${findingPlace(at)}" aria-label="finding ${at + 1}">▲${at + 1}</a>`;
  }
}

export function findingPlace(at: number): string {
  return `finding-${at + 1}`;
}

/** As `Driver` calls itself. */
export function labelOf(provider: string, load: Occurrence['load']): string {
  return load === 1 ? provider : `${provider} (load ${load})`;
}

function keyOf(kind: ObjectKind, driver: string, id: string | null): string {
  return `${kind} ${id} ${driver}`;
}
