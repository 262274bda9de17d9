import { IrpOrigin } from './events/schema.ts';
import type { Driver } from './model/driver.ts';
import type { Observer } from './observer.ts';
import { type Site, UNKNOWN_SITE } from './site.ts';

/** What a driver seems to do without telling it. */
export type HintKind =
  | 'untraced-allocation'
  | 'untraced-calls'
  | 'untraced-cleanup'
  | 'untraced-issues'
  | 'untraced-socket'
  | 'untraced-steps';

/** A step of the driver that its tracing seems to miss: not a fault, but what it hides can't be found. */
export interface Hint {
  readonly kind: HintKind;
  /** Name of the driver's provider. */
  readonly provider: string;
  /** IRPs or sockets concerned, or steps that were left out. */
  readonly count: number;
  /** Where the first of them shows. */
  readonly site: Site;
}

/** So many IRPs that no call ever used are no accident of an error path. */
const ENOUGH = 3;

interface Seen {
  readonly provider: string;
  readonly site: Site;
  count: number;
}

/** Finds what a driver's tracing seems to miss, and tells each thing once. */
export class Hints {
  readonly #seen = new Map<string, Seen>();
  /** By driver: IRPs that ended without a call, and where the first was allocated. */
  readonly #unused = new Map<Driver, { readonly site: Site; count: number }>();

  /** By driver: IRPs inside of something larger, and where the first was initialized. */
  readonly #embedded = new Map<Driver, { readonly site: Site; count: number }>();

  observer(): Observer {
    return {
      irpAllocated: (irp, driver) => {
        if (irp.origin === IrpOrigin.Embedded) {
          count(this.#embedded, driver, irp.site);
        }
      },
      irpTakenAsOwn: (irp, driver) => {
        this.#add('untraced-allocation', driver, irp.lastCall?.site ?? irp.site, 1);
      },
      irpEnded: (irp, driver) => {
        if (irp.uses === 0 && irp.origin === IrpOrigin.Allocated && !irp.isOlder) {
          count(this.#unused, driver, irp.site);
        }
      },
      olderSocketUsed: (call, _socket, driver) => {
        // Nothing of a driver that registers in the trace is older than the trace.
        if (!Number.isNaN(driver.life.registeredNs)) {
          this.#add('untraced-socket', driver, call.site, 1);
        }
      },
      driverEnded: (_end, driver) => {
        const embedded = this.#embedded.get(driver);
        if (embedded !== undefined && !driver.tellsCleanUps) {
          this.#add('untraced-cleanup', driver, embedded.site, embedded.count);
        }
        this.#embedded.delete(driver);
        const unused = this.#unused.get(driver);
        // An error path frees an IRP unused now and then; most of a driver's IRPs are there to be used.
        if (unused !== undefined && unused.count >= ENOUGH && 2 * unused.count > driver.irpCounts.freed) {
          this.#add('untraced-calls', driver, unused.site, unused.count);
        }
        this.#unused.delete(driver);
        if (driver.untoldIssues > 0) {
          this.#add('untraced-issues', driver, UNKNOWN_SITE, driver.untoldIssues);
        }
        if (driver.untraced > 0) {
          this.#add('untraced-steps', driver, UNKNOWN_SITE, driver.untraced);
        }
      },
    };
  }

  result(): Hint[] {
    return [...this.#seen].map(([key, { provider, site, count }]) => ({
      kind: key.slice(0, key.indexOf(' ')) as HintKind,
      provider,
      count,
      site,
    }));
  }

  #add(kind: HintKind, { provider: { name, id } }: Driver, site: Site, count: number): void {
    const provider = name ?? id;
    const key = `${kind} ${provider}`;
    const seen = this.#seen.get(key);
    if (seen === undefined) {
      this.#seen.set(key, { provider, site, count });
    } else {
      seen.count += count;
    }
  }
}

function count(table: Map<Driver, { readonly site: Site; count: number }>, driver: Driver, site: Site): void {
  const counted = table.get(driver) ?? { site, count: 0 };
  counted.count++;
  table.set(driver, counted);
}
