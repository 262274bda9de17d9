import { HeaderType, type RawEvent, readGuid } from '../../etl/index.ts';
import { capped } from '../../text/index.ts';
import type { Collector } from '../catalog.ts';
import { GROUP_PROCESS, KernelSchemas } from '../kernel/index.ts';
import { decodePayload } from '../payload.ts';
import type { Schema } from '../schema.ts';
import { type Image, ImageTable } from './images.ts';
import { type Fact, NameTimeline } from './timeline.ts';

const GROUP_THREAD = 5;
const GROUP_IMAGE = 20;
const OPCODE_LOAD_IMAGE = 10;
/** Far more than a machine runs while it is traced; a hostile trace must not fill the memory. */
const MAX_FACTS = 1_000_000;

/** What each opcode of a process or thread event says about the id that it names. */
const KINDS: Readonly<Record<string, Fact['kind']>> = {
  Start: 'start',
  End: 'end',
  DCStart: 'rundown',
  DCEnd: 'rundown',
  SetName: 'rundown',
  Defunct: 'end',
};

/** The parts of a kernel event's name, as of `Process/Start`. */
interface NameParts {
  readonly family: string;
  readonly opcode: string;
}

/** The idle process is listed under no better name. */
const IDLE = 'Idle';

/**
 * Names of processes and threads, and which image lies where in a process, from the kernel's events. Collects in any
 * order of the events, so it can share the pass that finds schemas.
 */
export class ProcessNames implements Collector {
  readonly images = new ImageTable();
  readonly #kernel = new KernelSchemas();
  readonly #parts = new WeakMap<Schema, NameParts>();
  readonly #processes = new Map<number, NameTimeline>();
  readonly #threads = new Map<number, NameTimeline>();
  readonly #processOfThread = new Map<number, NameTimeline>();
  #facts = 0;

  /** @param time when it was logged, by the clock that the names are asked by: the event's own ticks unless told */
  add(event: RawEvent, time = event.ticks): void {
    const schema = this.#schemaOf(event);
    if (schema === null || schema.fields.length === 0 || this.#facts >= MAX_FACTS) {
      return;
    }
    const { family, opcode } = this.#partsOf(schema);
    if (family === 'Image') {
      this.images.add(opcode, decodePayload(schema, event).fields, time);
      this.#facts++;
      return;
    }
    const kind = KINDS[opcode];
    if (kind === undefined) {
      return;
    }
    const { ProcessId, ImageFileName, TThreadId, ThreadId, ThreadName } = decodePayload(schema, event).fields;
    const ticks = time;
    if (family === 'Process') {
      const name = Number(ProcessId) === 0 ? IDLE : String(ImageFileName ?? '');
      this.addProcess(Number(ProcessId), { ticks, kind, name });
      return;
    }
    const threadId = Number(TThreadId ?? ThreadId);
    this.addThread(threadId, Number(ProcessId), { ticks, kind });
    if (typeof ThreadName === 'string' && ThreadName !== '') {
      this.#addTo(this.#threads, threadId, { ticks, kind, name: ThreadName });
    }
  }

  /** Whether events of this one's form can tell any of this: `add` passes over all others. */
  wants(event: RawEvent): boolean {
    return this.#schemaOf(event) !== null;
  }

  /** Takes in what an event tells of a process: those of other providers tell it, too. */
  addProcess(id: number, fact: Fact): void {
    this.#addTo(this.#processes, id, fact);
  }

  /** The same of which process a thread is. */
  addThread(id: number, processId: number, fact: Omit<Fact, 'name'>): void {
    this.#addTo(this.#processOfThread, id, { ...fact, name: String(processId) });
  }

  /** The name of a process at a moment (ticks as events have them); null where the trace does not tell. */
  processName(processId: number, ticks: number): string | null {
    return this.#processes.get(processId)?.at(ticks) ?? null;
  }

  /** The name that a thread was given, likewise. */
  threadName(threadId: number, ticks: number): string | null {
    return this.#threads.get(threadId)?.at(ticks) ?? null;
  }

  /** The process of a thread, for events that tell the thread alone. */
  processOfThread(threadId: number, ticks: number): number | null {
    const text = this.#processOfThread.get(threadId)?.at(ticks);
    return text === undefined || text === null ? null : Number(text);
  }

  /** What lies at an address of a process (or of the kernel): `tcpip.sys+0x1f40`; null where that is not known. */
  symbolOf(processId: number, address: bigint, ticks: number): string | null {
    return this.images.symbolOf(processId, address, ticks);
  }

  /** The image at an address of a process (or of the kernel), with what the trace tells of its stay; null likewise. */
  imageAt(processId: number, address: bigint, ticks: number): Image | null {
    return this.images.at(processId, address, ticks);
  }

  /** What an event's name consists of: taken apart once for all of its schema. */
  #partsOf(schema: Schema): NameParts {
    let parts = this.#parts.get(schema);
    if (parts === undefined) {
      const [family = '', opcode = ''] = schema.eventName.split('/');
      parts = { family, opcode };
      this.#parts.set(schema, parts);
    }
    return parts;
  }

  #addTo(table: Map<number, NameTimeline>, id: number, fact: Fact): void {
    if (!Number.isInteger(id) || this.#facts >= MAX_FACTS) {
      return;
    }
    let timeline = table.get(id);
    if (timeline === undefined) {
      timeline = new NameTimeline();
      table.set(id, timeline);
    }
    timeline.add({ ...fact, name: capped(fact.name) });
    this.#facts++;
  }

  #schemaOf(event: RawEvent): Schema | null {
    switch (event.group) {
      case GROUP_PROCESS:
      case GROUP_THREAD:
        // Context switches are most of what a thread event can be: those are no names.
        return event.opcode <= OPCODE_LOAD_IMAGE || event.opcode === 39 || event.opcode === 72
          ? this.#kernel.find(event)
          : null;
      case GROUP_IMAGE:
        return this.#kernel.find(event);
      default:
        return this.#classicSchemaOf(event);
    }
  }

  /** A process that replays a trace logs the kernel's events under their class GUIDs. */
  #classicSchemaOf(event: RawEvent): Schema | null {
    if (event.headerType !== HeaderType.FULL_HEADER32 && event.headerType !== HeaderType.FULL_HEADER64) {
      return null;
    }
    const schema = this.#kernel.findByClass(readGuid(event.bytes, event.guidAt), event.opcode, event.version);
    return schema !== null && /^(Process|Thread|Image)\//.test(schema.eventName) ? schema : null;
  }
}
