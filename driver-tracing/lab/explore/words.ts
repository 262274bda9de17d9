import { statusName } from '../../../lib/wsk/index.ts';
import type { Deviation, Script } from './script.ts';
import type { Place, SiteTable } from './sites.ts';

/** What a run did otherwise, as the first half of a sentence. */
export function scriptWords(script: Script, sites: SiteTable): string {
  return script.length === 0
    ? 'without any deviation'
    : script.map((deviation) => deviationWords(deviation, sites)).join(', then ');
}

export function deviationWords({ point, answer, ordinal }: Deviation, sites: SiteTable): string {
  const place = sites.place(point.stack[0] ?? 0);
  const where = place === null ? '' : ` (${placeWords(place)})`;
  const which = `the ${ordinalWord(ordinal)} ${pointWords(point.kind, point.what)}${where}`;
  return `${which} ${answerWords(point.kind, answer)}`;
}

export function placeWords({ function: name, line }: Place): string {
  return `${name}, line ${line}`;
}

const ALLOCATIONS: Readonly<Record<string, string>> = {
  pool: 'allocation of pool',
  irp: 'IoAllocateIrp',
  mdl: 'IoAllocateMdl',
};

/** What a point is about: "WskSend", "IoAllocateIrp", "receive event". */
export function pointWords(kind: Deviation['point']['kind'], what: string): string {
  switch (kind) {
    case 'allocation':
      return ALLOCATIONS[what] ?? what;
    case 'call':
      return `Wsk${what}`;
    case 'callback':
      return `${what} event`;
    case 'cancel':
      return `cancelled Wsk${what}`;
    case 'thread':
      return what;
    case 'wait':
      return 'bounded wait';
    case 'schedule':
      return `${/^[A-Z][a-z]+[A-Z]/.test(what) ? what : `Wsk${what}`}`;
  }
}

const HAPPENINGS: Readonly<Record<string, string>> = {
  null: 'returns NULL',
  inline: 'completes before it returns',
  late: 'completes a minute later',
  never: 'never completes by itself',
  partial: 'moves half of the bytes',
  'peer-resets': 'meets a reset by the peer',
  'peer-shuts-down': 'meets the peer’s shutdown',
  unload: 'is where the driver is unloaded',
  'runs-out': 'runs out',
  fails: 'fails',
  aborted: 'is aborted by the peer',
  abortive: 'is abortive',
  'socket-fails': 'tells that the socket failed',
  'listener-fails': 'tells that the listening socket failed',
};

/** An answer as the end of a sentence: "fails with STATUS_CONNECTION_REFUSED". */
export function answerWords(kind: Deviation['point']['kind'], answer: string): string {
  if (kind === 'schedule') {
    return `hands over to ${answer}`;
  }
  if (kind === 'cancel' && answer === 'inline') {
    return 'completes inside IoCancelIrp';
  }
  const failure = /^fails(-inline)?-([0-9a-f]{8})$/.exec(answer);
  if (failure !== null) {
    const status = statusName(Number.parseInt(failure[2]!, 16));
    return failure[1] === undefined ? `fails with ${status}` : `fails at once with ${status}`;
  }
  return HAPPENINGS[answer] ?? answer;
}

export function ordinalWord(ordinal: number): string {
  const words = [
    'first',
    'second',
    'third',
    'fourth',
    'fifth',
    'sixth',
    'seventh',
    'eighth',
    'ninth',
    'tenth',
  ];
  return words[ordinal - 1] ?? `${ordinal}${suffix(ordinal)}`;
}

function suffix(ordinal: number): string {
  const tens = ordinal % 100;
  const ending = tens > 10 && tens < 14 ? 0 : ordinal % 10;
  return ['th', 'st', 'nd', 'rd'][ending] ?? 'th';
}
