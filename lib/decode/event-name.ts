import { HeaderType, type RawEvent } from '../etl/index.ts';
import type { Schema } from './schema.ts';

/** The opcodes that Windows defines for all providers; 0 (Info) goes without saying. */
const OPCODES: Readonly<Record<number, string>> = {
  1: 'Start',
  2: 'Stop',
  3: 'DCStart',
  4: 'DCStop',
  5: 'Extension',
  6: 'Reply',
  7: 'Resume',
  8: 'Suspend',
  9: 'Send',
  240: 'Receive',
};

/** What a schema tells of an event's name. */
export interface EventNames {
  readonly task?: string | undefined;
  readonly opcode?: string | undefined;
  /** A name of the event's own, which newer manifests give. */
  readonly event?: string | undefined;
  readonly opcodeValue: number;
  readonly id: number;
}

/**
 * The name of an event that has tasks and opcodes, as Windows' own tools make it: `Task/Opcode`, the task alone
 * where the opcode is 0 (Info), and `Event(17)` for one without either. The opcode 0 of a classic event is one of
 * its own and has its name.
 */
export function eventNameOf(names: EventNames, isClassic = false): string {
  const { event, opcodeValue, id } = names;
  const task = unprefixed(names.task);
  const opcode =
    opcodeValue === 0 && !isClassic
      ? undefined
      : (unprefixed(names.opcode) ?? OPCODES[opcodeValue] ?? `Opcode(${opcodeValue})`);
  const subject = task ?? event ?? (isClassic ? undefined : `Event(${id})`);
  return [subject, opcode].filter((part) => part !== undefined).join('/');
}

/** `win:` marks what Windows itself defines; no tool shows it. */
export function unprefixed<T extends string | undefined>(name: T): T {
  return name?.replace(/^win:/, '') as T;
}

/** What to call an event: by its schema or, where there is none, by the numbers that it carries. */
export function displayName(event: RawEvent, schema: Schema | null): string {
  if (schema !== null) {
    return schema.eventName;
  }
  switch (event.headerType) {
    case HeaderType.EVENT_HEADER32:
    case HeaderType.EVENT_HEADER64:
      return `Event(${event.id})`;
    case HeaderType.MESSAGE:
      return `Message(${event.id})`;
    case HeaderType.ERROR:
      return 'Error';
    default:
      return event.group < 0 ? `Opcode(${event.opcode})` : `Kernel(${event.group}/${event.opcode})`;
  }
}
