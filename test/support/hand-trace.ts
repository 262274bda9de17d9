import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { field, on, type PlacedEvent, traceLoggingEvent, writeTrace } from './etl-writer/index.ts';
import { type EventName, fieldsOf } from './synthesiser/event-shapes.ts';
import { fullSchema } from './synthesiser/index.ts';

/** One event of the driver, as a test tells it. Fields that are not told are 0 or empty. */
export interface HandStep {
  /** Microseconds since the trace's start. */
  readonly us: number;
  readonly event: EventName;
  readonly processor?: number;
  /** 100 unless told. */
  readonly thread?: number;
  readonly fields?: Readonly<Record<string, number | bigint | string | readonly number[]>>;
}

const START = 5_000_000n;
const TICKS_PER_US = 10n;

/** The bytes of a trace of a few events, written by hand, so that what is true of it can be read off the test. */
export function handBytes(steps: readonly HandStep[]): Uint8Array {
  const placed = steps.flatMap((step): PlacedEvent[] => on(step.processor ?? 0, eventOf(step)));
  return writeTrace(placed, { startTicks: START, perfFreq: 10_000_000, processors: 4 }).bytes;
}

export function handTrace(steps: readonly HandStep[]): Trace {
  return Trace.open(bytesSource(handBytes(steps)));
}

function eventOf({ us, event, thread = 100, fields: told = {} }: HandStep) {
  const shape = fieldsOf(event, fullSchema);
  // What newer drivers tell besides.
  const more = Object.keys(told).filter((name) => shape.every((field) => field.name !== name));
  const fields = [...shape, ...more.map((name) => field(name, 'u32'))];
  return traceLoggingEvent({
    ticks: START + BigInt(Math.round(us * Number(TICKS_PER_US))),
    tid: thread,
    pid: 4,
    provider: { name: 'WskTraceDriver' },
    name: event,
    fields,
    values: Object.fromEntries(fields.map((field) => [field.name, told[field.name] ?? emptyOf(field.in)])),
  });
}

function emptyOf(type: string): number | string | readonly number[] {
  if (type === 'astr') {
    return '';
  }
  return type === 'binary' ? [] : 0;
}

/** A call of an operation: its issue and, as far as times are told, its return and its completion. */
export function handCall(call: {
  readonly id: number;
  readonly op: number;
  readonly issued: number;
  readonly returned?: number;
  readonly completed?: number;
  readonly socket?: number;
  readonly processor?: number;
  readonly completedOn?: number;
  readonly completionThread?: number;
  readonly status?: number;
  readonly bytes?: number;
  readonly function?: string;
}): HandStep[] {
  const ids = { CallId: call.id, Op: call.op, Irp: 0x1000 + call.id, IrpId: call.id };
  const { processor = 0, completedOn = processor, completionThread = 200 } = call;
  const issue: HandStep = {
    us: call.issued,
    event: 'WskCallIssued',
    processor,
    fields: {
      ...ids,
      Socket: call.socket === undefined ? 0 : 0x8000 + call.socket,
      SocketId: call.socket ?? 0,
      Function: call.function ?? '',
      Line: 1,
    },
  };
  const steps = [issue];
  if (call.returned !== undefined) {
    steps.push({ us: call.returned, event: 'WskCallReturned', processor, fields: { ...ids, Status: 0x103 } });
  }
  if (call.completed !== undefined) {
    steps.push({
      us: call.completed,
      event: 'IrpCompleted',
      processor: completedOn,
      thread: completionThread,
      fields: {
        ...ids,
        Status: call.status ?? 0,
        Information: call.bytes ?? 0,
        RoutineResult: 0xc0000016 | 0,
      },
    });
  }
  return steps;
}

/** Steps in the order of time; those of the same time stay as they are. */
export function inTime(...steps: readonly (readonly HandStep[])[]): HandStep[] {
  return steps.flat().sort((a, b) => a.us - b.us);
}
