import type { Site } from './event-template.ts';

/** Ids count from 1 in the model; the log adds the base. Pointers are slots of a pool; the log makes addresses. */
interface Traced {
  readonly id: number;
  readonly pointer: number;
  /** When it came to be, in ticks. */
  since: number;
  /** Whether the trace shows its beginning. */
  inTrace: boolean;
  /** Whether the trace shows anything of it, where not its beginning. */
  seen: boolean;
}

export const origin = { allocated: 0, embedded: 1, passedDown: 2 } as const;

export interface Irp extends Traced {
  readonly origin: number;
  readonly site: Site;
  /** Its IoStatus.Status, which a completion sets, and IoReuseIrp. */
  ioStatus: number;
  used: boolean;
  freed: boolean;
}

export interface Socket extends Traced {
  readonly category: number;
  readonly listener: Socket | undefined;
  /** Set when its close is issued. */
  closing: boolean;
  closed: boolean;
  /** Pended receives and accepts, which a close cancels: each ends when its function is called. */
  readonly cancellable: Set<() => void>;
}

/** A list of indications, as a receive callback is given it and a release gives it back. */
export interface Indications {
  readonly count: number;
  readonly bytes: number;
}

/** Of callbacks that indicate no data. */
export const noIndications: Indications = { count: 0, bytes: 0 };

export interface Call {
  readonly id: number;
  readonly op: number;
  readonly irp: Irp | undefined;
  readonly socket: Socket | undefined;
  readonly site: Site;
  readonly length: number;
  readonly flags: number;
  /** What a release gives back. */
  readonly indications: Indications | undefined;
  readonly processor: number;
  /** Ticks; what the log wrote, which may be a little later than the model asked. */
  issuedAt: number;
  readonly inTrace: boolean;
  seen: boolean;
  /** Whether it counts among the calls in flight: the trace shows its issue or its rundown, and not yet its end. */
  inFlight: boolean;
  /** Completed, or ended by its return where no completion comes. */
  ended: boolean;
  completed: boolean;
  /** Whether the trace shows that it returned an error, and no completion so far. */
  refused: boolean;
}

/** How a call completes. */
export interface Completion {
  /** On which processor, and whether on another thread than the one that issues calls there. */
  readonly processor: number;
  readonly dpc?: boolean;
  readonly status: number;
  readonly information?: number | undefined;
  /** The socket that the call made: its pointer is the information then. */
  readonly created?: Socket | undefined;
  readonly cancel?: boolean;
  /** STATUS_MORE_PROCESSING_REQUIRED unless told. */
  readonly routineResult?: number | undefined;
}

/** Slots for pointers: the one freed last is handed out first, as a look-aside list does. */
export class PointerPool {
  readonly #free: number[] = [];
  #next = 0;

  take(): number {
    return this.#free.pop() ?? this.#next++;
  }

  give(slot: number): void {
    this.#free.push(slot);
  }
}
