import { type Image, ProcessNames } from '../decode/index.ts';
import type { RawEvent } from '../etl/index.ts';
import type { TimedCollector } from '../wsk/index.ts';
import { isKernelProcess, tellNames } from './kernel-process.ts';

/** The kernel half of the address space, where drivers lie. */
const KERNEL_PROCESS = 4;
/** Two processes that every machine has, and that need no event. */
const FIXED_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'Idle'],
  [4, 'System'],
]);

/** A thread as it is told: null is what the trace does not tell. */
export interface ThreadName {
  readonly id: number;
  readonly name: string | null;
  readonly processId: number | null;
  readonly process: string | null;
}

/** What ids and addresses stood for at a time, by the kernel's own events. */
export class Names implements TimedCollector {
  readonly #names = new ProcessNames();

  add(event: RawEvent, timeNs: number): void {
    if (event.isEventHeader) {
      if (isKernelProcess(event)) {
        tellNames(event, timeNs, this.#names);
      }
      return;
    }
    this.#names.add(event, timeNs);
  }

  wants(event: RawEvent): boolean {
    return event.isEventHeader ? isKernelProcess(event) : this.#names.wants(event);
  }

  /** The driver's module, or the kernel's, at an address. */
  imageAt(address: bigint, timeNs: number): Image | null {
    return this.#names.imageAt(KERNEL_PROCESS, address, timeNs);
  }

  thread(id: number, timeNs: number): ThreadName {
    // Thread 0 is each processor's idle one.
    const processId = id === 0 ? 0 : this.#names.processOfThread(id, timeNs);
    return {
      id,
      name: id === 0 ? null : this.#names.threadName(id, timeNs),
      processId,
      process: processId === null ? null : this.#process(processId, timeNs),
    };
  }

  #process(id: number, timeNs: number): string | null {
    return FIXED_NAMES.get(id) ?? (this.#names.processName(id, timeNs) || null);
  }
}
