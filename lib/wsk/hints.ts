import { IrpOrigin } from './events/schema.ts';
import type { Driver } from './model/driver.ts';
import type { Observer } from './observer.ts';
import type { Site } from './site.ts';

/** What a driver seems to do without telling it. */
export type HintKind = 'untraced-allocation' | 'untraced-calls' | 'untraced-socket';

/** A step of the driver that its tracing seems to miss: not a fault, but what it hides can't be found. */
export interface Hint {
  readonly kind: HintKind;
  /** Name of the driver's provider. */
  readonly provider: string;
  /** IRPs or sockets concerned. */
  readonly count: number;
  /** Where the first of them shows. */
  readonly site: Site;
}

/** So many IRPs of one place that no call ever used are no accident of an error path. */
const ENOUGH = 3;

interface Uses {
  used: number;
  unused: number;
}

interface Seen {
  readonly provider: string;
  readonly site: Site;
  count: number;
}

/** Finds what a driver's tracing seems to miss, and tells each thing once. */
export class Hints {
  readonly #seen = new Map<string, Seen>();
  /** By driver: IRPs that ended, by the place of their allocation. */
  readonly #uses = new Map<Driver, Map<Site, Uses>>();
  /** By driver: sockets that are older than a driver that the trace saw register. */
  readonly #sockets = new Map<Driver, Set<string>>();

  observer(): Observer {
    return {
      irpTakenAsOwn: (irp, driver) => {
        this.#add('untraced-allocation', driver, irp.lastCall?.site ?? irp.site, 1);
      },
      irpEnded: (irp, driver) => {
        if (irp.origin === IrpOrigin.Allocated && !irp.isOlder) {
          const uses = this.#usesOf(driver, irp.site);
          uses[irp.uses === 0 ? 'unused' : 'used']++;
        }
      },
      callIssued: (call, driver) => {
        const { socket } = call;
        // Nothing of a driver that registers in the trace is older than the trace.
        if (socket?.isOlder && !Number.isNaN(driver.life.registeredNs)) {
          const sockets = this.#sockets.get(driver) ?? new Set();
          this.#sockets.set(driver, sockets);
          const id = `${call.socketIdHigh}:${call.socketIdLow}`;
          if (!sockets.has(id)) {
            sockets.add(id);
            this.#add('untraced-socket', driver, call.site, 1);
          }
        }
      },
      driverEnded: (_end, driver) => {
        for (const [site, { used, unused }] of this.#uses.get(driver) ?? []) {
          if (used === 0 && unused >= ENOUGH) {
            this.#add('untraced-calls', driver, site, unused);
          }
        }
        this.#uses.delete(driver);
        this.#sockets.delete(driver);
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

  #usesOf(driver: Driver, site: Site): Uses {
    let sites = this.#uses.get(driver);
    if (sites === undefined) {
      sites = new Map();
      this.#uses.set(driver, sites);
    }
    let uses = sites.get(site);
    if (uses === undefined) {
      uses = { used: 0, unused: 0 };
      sites.set(site, uses);
    }
    return uses;
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
