import {
  eventHeaderEvent,
  field,
  on,
  type RawEvent,
  traceLoggingEvent,
  writeTrace,
} from './etl-writer/index.ts';

/** Where an event's header has the provider's GUID. */
const GUID_AT = 24;
const NAME = 'Event000000';

/** An event and how the copy of a number differs from it. */
interface Pattern {
  readonly event: RawEvent;
  readonly change: (view: DataView, number: number) => void;
}

const plain = eventHeaderEvent({ ticks: 1, provider: '11111111-2222-3333-4444-555555555555', id: 1 });
const traceLogging = traceLoggingEvent({
  ticks: 1,
  provider: { name: 'P' },
  name: NAME,
  fields: [field('A', 'u32')],
  values: { A: 1 },
});
const nameAt = Buffer.from(traceLogging.bytes).indexOf(NAME);

/** Traces in which each event is of another kind. */
export const MANY_KINDS = {
  providers: { event: plain, change: setGuid },
  'providers with GUIDs that a simple hash does not tell apart': {
    event: plain,
    change: (view, number) => {
      setGuid(view, number);
      view.setUint32(GUID_AT + 12, number, true);
    },
  },
  'providers with one event, by the same metadata': { event: traceLogging, change: setGuid },
  'names of events': {
    event: traceLogging,
    change: (view, number) => {
      const digits = String(number).padStart(6, '0');
      for (let at = 0; at < 6; at++) {
        view.setUint8(nameAt + NAME.length - 6 + at, digits.charCodeAt(at));
      }
    },
  },
} satisfies Readonly<Record<string, Pattern>>;
export type ManyKinds = keyof typeof MANY_KINDS;

function setGuid(view: DataView, number: number): void {
  view.setUint32(GUID_AT, number, true);
}

export function manyKinds(kind: ManyKinds, count: number): Uint8Array {
  const { event, change } = MANY_KINDS[kind];
  const events = Array.from({ length: count }, (_, number) => {
    const bytes = event.bytes.slice();
    change(new DataView(bytes.buffer), number);
    return { ...event, bytes };
  });
  return writeTrace(on(0, ...events)).bytes;
}
