import type { RawEvent } from '../../etl/index.ts';
import { guidWords } from '../guid-words.ts';

/** Microsoft-Windows-Winsock-NameResolution, and Microsoft-Windows-DNS-Client. */
export const NAME_RESOLUTION = guidWords('55404e71-4db9-4deb-a5f5-8f86e46dde56');
export const DNS_CLIENT = guidWords('1c95126e-7eea-49a9-a3fe-a378b03ddb4d');

/** That the thread that logged it began to resolve a name, or was done with it. */
interface NameStep {
  /** How far outside it is: one that lies deeper may be a part of it. */
  readonly depth: number;
  readonly isBegin: boolean;
}

const begin = (depth: number): NameStep => ({ depth, isBegin: true });
const end = (depth: number): NameStep => ({ depth, isBegin: false });

/** getaddrinfo, and GetAddrInfoEx, which can be a part of it: it ends with its result or with an error. */
const NAME_STEPS: ReadonlyMap<number, NameStep> = new Map([
  [1000, begin(0)],
  [1001, end(0)],
  [1002, begin(1)],
  [1004, end(1)],
  [1012, end(1)],
]);
/** A DNS query, which can be a part of either. */
const QUERY_STEPS: ReadonlyMap<number, NameStep> = new Map([
  [3006, begin(2)],
  [3008, end(2)],
]);

export function nameEventName({ id }: RawEvent, isQuery: boolean): string {
  return `Microsoft-Windows-${isQuery ? 'DNS-Client' : 'Winsock-NameResolution'}/${id}`;
}

/** More threads than resolve names at a time. */
const MAX_THREADS = 65_536;

/** Which threads are resolving a name: what one does inside the other is one resolution. */
export class Resolvers {
  /** By thread, the depth of the resolution that it is at. */
  readonly #at = new Map<number, number>();

  /** Takes in an event. @returns whether its thread begins to resolve a name with it, and not a part of what it is at */
  begins(event: RawEvent, isQuery: boolean): boolean {
    const { threadId, id } = event;
    const step = (isQuery ? QUERY_STEPS : NAME_STEPS).get(id);
    if (step === undefined) {
      return false;
    }
    const { depth, isBegin } = step;
    const atDepth = this.#at.get(threadId) ?? Number.POSITIVE_INFINITY;
    if (!isBegin) {
      if (depth <= atDepth) {
        this.#at.delete(threadId);
      }
      return false;
    }
    if (depth > atDepth) {
      return false;
    }
    if (this.#at.size < MAX_THREADS) {
      this.#at.set(threadId, depth);
    }
    return true;
  }
}
