import { readCorpusText } from '../support/corpus.ts';

/** An event as Microsoft's TraceEvent library lists it in a baseline; long values are cut and end in `...`. */
export interface BaselineEvent {
  readonly ms: number;
  /** Provider and event: `Windows Kernel/Process/Start`. */
  readonly name: string;
  readonly processor: number;
  readonly payloadBytes: number;
  readonly fields: ReadonlyMap<string, string>;
}

const EVENT = /^EVENT ([\d,.]+): (.+?) PID=-?\d+; TID=-?\d+; PName=.*?; ProceNum=(\d+); DataLen=(\d+); (.*)$/;

export function readBaseline(name: string): { events: BaselineEvent[]; counts: Map<string, number> } {
  const events: BaselineEvent[] = [];
  const counts = new Map<string, number>();
  for (const line of readCorpusText(name).split(/\r?\n/)) {
    const [, ms, event, processor, bytes, rest] = line.match(EVENT) ?? [];
    const [, counted, count] = line.match(/^COUNT (.+):(\d+)$/) ?? [];
    if (event !== undefined) {
      events.push({
        ms: Number(ms!.replace(/,/g, '')),
        name: event,
        processor: Number(processor),
        payloadBytes: Number(bytes),
        fields: fieldsOf(rest!),
      });
    } else if (counted !== undefined) {
      counts.set(counted, Number(count));
    }
  }
  return { events, counts };
}

function fieldsOf(text: string): Map<string, string> {
  const parts = text.split('; ').filter((part) => part.includes('='));
  return new Map(parts.map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]));
}

/** Whether a value of ours is what the baseline shows; undefined where the two can't be compared. */
export function agrees(theirs: string, ours: unknown): boolean | undefined {
  if (typeof ours === 'boolean') {
    return theirs === (ours ? 'True' : 'False');
  }
  const number = numberOf(ours);
  if (number !== null) {
    const expected = numberOf(theirs.replace(/,/g, ''));
    // Signed where ours is unsigned, and the other way round.
    return expected === null
      ? undefined
      : BigInt.asUintN(64, expected) === BigInt.asUintN(64, number) ||
          BigInt.asUintN(32, expected) === BigInt.asUintN(32, number);
  }
  if (typeof ours !== 'string') {
    return undefined;
  }
  if (/^\d{4}-\d\d-\d\dT/.test(ours)) {
    // The baseline's machine had a time zone of its own: minutes and seconds are the same in nearly all of them.
    const clock = theirs.match(/:(\d\d:\d\d\.\d\d)/)?.[1];
    return clock === undefined ? undefined : ours.slice(14, 22) === clock;
  }
  return theirs.endsWith('...') ? ours.startsWith(theirs.slice(0, -3)) : ours === theirs;
}

function numberOf(value: unknown): bigint | null {
  if (typeof value === 'bigint') {
    return value;
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? BigInt(value) : null;
  }
  return typeof value === 'string' && /^-?\d+$|^0x[0-9a-fA-F]+$/.test(value) ? BigInt(value) : null;
}
