/** A place where the world may answer otherwise. */
export interface Point {
  /** Its number in its run, from 1. */
  readonly number: number;
  readonly kind: 'allocation' | 'call' | 'callback' | 'cancel' | 'thread' | 'wait' | 'schedule';
  /** The operation, or what is allocated. */
  readonly what: string;
  /** The socket and the IRP that it is about; 0 and "0": none. */
  readonly socket: number;
  readonly irp: string;
  /** The driver's frames, innermost first, as numbers of the site table. */
  readonly stack: readonly number[];
  /** The first is the kind one. */
  readonly answers: readonly string[];
}

/** Something that the harness knows to be wrong with the driver. */
export interface Fact {
  readonly kind: string;
  readonly stack: readonly number[];
  readonly text: string;
}

/** Who waits for what where a run hangs. */
export interface Waiter {
  readonly thread: string;
  readonly stack: readonly number[];
  readonly what: string;
}

/** What a run's record says (harness/record.c). */
export interface RunRecord {
  readonly points: readonly Point[];
  /** Numbers of the points whose deviation the run took. */
  readonly taken: readonly number[];
  readonly facts: readonly Fact[];
  /** What went wrong with the scenario or the script, in sentences. */
  readonly remarks: readonly string[];
  readonly waiters: readonly Waiter[];
  /** What a field trace answers, and nothing asked for. */
  readonly unasked: readonly string[];
  /** How the run ended; null where it did not get to say so. */
  readonly end: string | null;
}

export function parseRecord(text: string): RunRecord {
  const points: Point[] = [];
  const taken: number[] = [];
  const facts: Fact[] = [];
  const remarks: string[] = [];
  const waiters: Waiter[] = [];
  const unasked: string[] = [];
  let end: string | null = null;
  for (const line of text.split('\n')) {
    const words = line.split(' ');
    switch (words[0]) {
      case 'P':
        points.push({
          number: Number(words[1]),
          kind: words[2] as Point['kind'],
          what: words[3]!,
          socket: Number(words[4]),
          irp: words[5]!,
          stack: stackOf(words[6]!),
          answers: words[7]!.split('|'),
        });
        break;
      case 'D':
        taken.push(Number(words[1]));
        break;
      case 'F':
        facts.push({ kind: words[1]!, stack: stackOf(words[2]!), text: words.slice(3).join(' ') });
        break;
      case 'S':
        remarks.push(line.slice(2));
        break;
      case 'W':
        waiters.push({ thread: words[1]!, stack: stackOf(words[2]!), what: words.slice(3).join(' ') });
        break;
      case 'U':
        unasked.push(line.slice(2));
        break;
      case 'E':
        end ??= words[1]!;
        break;
    }
  }
  return { points, taken, facts, remarks, waiters, unasked, end };
}

function stackOf(text: string): number[] {
  return text
    .split(',')
    .map(Number)
    .filter((site) => site !== 0);
}
