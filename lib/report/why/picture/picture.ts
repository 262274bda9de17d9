import type {
  CallLanes,
  Cause,
  DrawnStay,
  ExplainedCall,
  ExplainedSegment,
  ThreadName,
} from '../../../why/index.ts';
import { groupBy } from '../../group-by.ts';
import { plural } from '../../units.ts';
import { CAUSE_TITLES, doingText, PHASE_TITLES, segmentText, threadText } from '../words.ts';
import { KINDS, type KindName } from './kinds.ts';

/** Lanes of modules in one picture: those that took the most time. */
const MOST_MODULES = 12;
/** Segments that are drawn: the first, as in the table beside it. */
const MOST_SEGMENTS = 1000;

/** A call's picture as it is put into a page: numbers, and each text once. Times are nanoseconds since the call was issued. */
export interface Picture {
  /** From the top. */
  readonly lanes: readonly string[];
  readonly texts: readonly string[];
  /** Five numbers a mark: its lane, when it begins and ends, its kind (in KINDS), its text. What begins when it ends is an event. */
  readonly marks: readonly number[];
  /** What is shown first. */
  readonly fromNs: number;
  readonly toNs: number;
  /** All that was kept. */
  readonly window: { readonly fromNs: number; readonly toNs: number };
  /** What is left out, in a sentence; empty where nothing is. */
  readonly hidden: string;
}

/** The call's own time, and so much of it before and behind, is shown first. */
const SHOWN_MARGIN = 0.03;

/** Makes the picture of a call, from the segments on top to the network's events. */
export function pictureOf(call: ExplainedCall, lanes: CallLanes): Picture {
  const drawing = new Drawing(call.issuedNs);
  drawSegments(drawing, call);
  drawThreads(drawing, lanes, call);
  drawProcessors(drawing, lanes, call);
  const modules = modulesOf(lanes);
  drawModules(drawing, modules.slice(0, MOST_MODULES));
  drawNetwork(drawing, lanes);
  const margin = SHOWN_MARGIN * call.latencyNs;
  return {
    ...drawing.result(),
    fromNs: round(-margin),
    toNs: round(call.latencyNs + margin),
    window: {
      fromNs: round(lanes.window.fromNs - call.issuedNs),
      toNs: round(lanes.window.toNs - call.issuedNs),
    },
    hidden: hiddenText(call, lanes, Math.max(0, modules.length - MOST_MODULES)),
  };
}

/** Gathers marks, lane by lane. */
class Drawing {
  readonly #issuedNs: number;
  readonly #lanes: string[] = [];
  readonly #texts = new Map<string, number>();
  readonly #marks: number[] = [];

  constructor(issuedNs: number) {
    this.#issuedNs = issuedNs;
  }

  lane(name: string): void {
    this.#lanes.push(name);
  }

  /** Adds a mark to the latest lane. */
  add(fromNs: number, toNs: number, kind: KindName, text: string): void {
    let at = this.#texts.get(text);
    if (at === undefined) {
      at = this.#texts.size;
      this.#texts.set(text, at);
    }
    const times = [round(fromNs - this.#issuedNs), round(toNs - this.#issuedNs)] as const;
    this.#marks.push(
      this.#lanes.length - 1,
      ...times,
      KINDS.findIndex(({ name }) => name === kind),
      at,
    );
  }

  result(): Pick<Picture, 'lanes' | 'texts' | 'marks'> {
    return { lanes: this.#lanes, texts: [...this.#texts.keys()], marks: this.#marks };
  }
}

/** To a tenth of a nanosecond: a clock's tick is no whole number of them. */
function round(ns: number): number {
  return Math.round(10 * ns) / 10;
}

const KIND_OF_CAUSE: Readonly<Record<Cause, KindName>> = {
  running: 'running',
  interrupt: 'isr',
  dpc: 'dpc',
  preempted: 'ready',
  ready: 'ready',
  waiting: 'waiting',
  'interrupt-to-dpc': 'waiting',
  peer: 'network',
  acknowledgement: 'network',
  loss: 'lost',
  'peer-window': 'lost',
  'send-completion': 'network',
  resolver: 'waiting',
  notification: 'waiting',
  outstanding: 'waiting',
  'not-recorded': 'unknown',
};

function drawSegments(drawing: Drawing, { segments, after }: ExplainedCall): void {
  drawing.lane('segments');
  for (const segment of [...segments, ...after].slice(0, MOST_SEGMENTS)) {
    const text = `${PHASE_TITLES[segment.phase]}: ${CAUSE_TITLES[segment.cause]}${detailOf(segment)}`;
    drawing.add(segment.startNs, segment.endNs, KIND_OF_CAUSE[segment.cause], text);
  }
}

function detailOf(segment: ExplainedSegment): string {
  const text = segmentText(segment);
  return text === CAUSE_TITLES[segment.cause] ? '' : `\n${text}`;
}

function drawThreads(drawing: Drawing, { threads }: CallLanes, call: ExplainedCall): void {
  for (const { thread, shown } of threads) {
    const role = thread.id === call.thread.id ? 'issues' : 'completes';
    drawing.lane(`thread ${thread.id}: ${role}`);
    for (const one of shown) {
      const kind = one.state === 'off' ? 'unknown' : one.state;
      drawing.add(one.fromNs, one.toNs, kind, `${threadText(thread)}\n${doingText(one)}`);
    }
  }
}

function drawProcessors(drawing: Drawing, lanes: CallLanes, call: ExplainedCall): void {
  const own = new Set([call.thread, ...lanes.threads.map(({ thread }) => thread)].map(({ id }) => id));
  for (const { processor, threads, routines } of lanes.processors) {
    drawing.lane(`processor ${processor}`);
    for (const { fromNs, toNs, thread } of threads.shown) {
      const text = thread === null ? 'not recorded who ran' : threadText(thread);
      drawing.add(fromNs, toNs, threadKind(thread, own), text);
    }
    for (const stay of routines.shown) {
      drawing.add(stay.fromNs, stay.toNs, routineKind(stay), routineText(stay));
    }
  }
}

function threadKind(thread: ThreadName | null, own: ReadonlySet<number>): KindName {
  if (thread === null) {
    return 'unknown';
  }
  if (thread.id === 0) {
    return 'idle';
  }
  return own.has(thread.id) ? 'running' : 'other';
}

function routineKind({ isInterrupt }: DrawnStay): KindName {
  return isInterrupt ? 'isr' : 'dpc';
}

function routineText(stay: DrawnStay): string {
  return `${stay.isInterrupt ? 'ISR' : 'DPC'} ${stay.routine}`;
}

/** A module's DPCs and interrupts, on the processors of the picture. */
interface ModuleStays {
  readonly module: string;
  readonly stays: readonly { readonly processor: number; readonly stay: DrawnStay }[];
}

/** Those that took the most time first. */
function modulesOf({ processors }: CallLanes): ModuleStays[] {
  const all = processors.flatMap(({ processor, routines }) =>
    routines.shown.map((stay) => ({ processor, stay })),
  );
  const timeOf = ({ stays }: ModuleStays) =>
    stays.reduce((sum, { stay }) => sum + stay.toNs - stay.fromNs, 0);
  return [...groupBy(all, ({ stay }) => stay.module ?? 'unknown module')]
    .map(([module, stays]) => ({ module, stays }))
    .sort((a, b) => timeOf(b) - timeOf(a));
}

function drawModules(drawing: Drawing, modules: readonly ModuleStays[]): void {
  for (const { module, stays } of modules) {
    drawing.lane(module);
    for (const { processor, stay } of stays) {
      drawing.add(
        stay.fromNs,
        stay.toNs,
        routineKind(stay),
        `${routineText(stay)}\non processor ${processor}`,
      );
    }
  }
}

function drawNetwork(drawing: Drawing, { network }: CallLanes): void {
  if (network.shown.length > 0) {
    drawing.lane('network events');
    for (const { timeNs, event, processor } of network.shown) {
      drawing.add(timeNs, timeNs, 'network', `${event}\non processor ${processor}`);
    }
  }
}

function hiddenText({ segments, after }: ExplainedCall, lanes: CallLanes, hiddenModules: number): string {
  const stays = [
    ...lanes.threads.map(({ hidden }) => hidden),
    ...lanes.processors.flatMap(({ threads, routines }) => [threads.hidden, routines.hidden]),
  ].reduce((sum, hidden) => sum + hidden, 0);
  const { hiddenProcessors } = lanes;
  const parts = [
    ...(hiddenProcessors === 0
      ? []
      : [`${plural(hiddenProcessors, 'processor')} on which less of the call’s time was spent`]),
    ...(hiddenModules === 0 ? [] : [`${plural(hiddenModules, 'module')} that took less time`]),
    ...(stays === 0 ? [] : [`${plural(stays, 'stay')} that are shorter than those drawn`]),
    ...(lanes.network.hidden === 0
      ? []
      : [`${plural(lanes.network.hidden, 'event')} of the network’s behind those drawn`]),
    ...(segments.length + after.length > MOST_SEGMENTS ? [`segments behind the first ${MOST_SEGMENTS}`] : []),
  ];
  return parts.length === 0 ? '' : `Not drawn: ${parts.join('; ')}.`;
}
