import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PooledCall } from '../../lib/wsk/model/call.ts';
import { PooledIrp } from '../../lib/wsk/model/irp.ts';
import { type Entry, Registry } from '../../lib/wsk/model/registry.ts';
import { PooledSocket } from '../../lib/wsk/model/socket.ts';

const LIB = resolve(import.meta.dirname, '../../lib');
/** The model, who writes to it, and what is shown during one step alone. */
const MAY_HOLD = ['wsk/model/', 'wsk/recorder/', 'wsk/observer.ts'];
const LIVE = '(?:Call|Irp|Socket|PooledCall|PooledIrp|PooledSocket)';
/** Settling compares the life of what it holds with the one that it was given. */
const KEEPING = [
  new RegExp(String.raw`\b(?!Settling<)\w+<(?:[^<>]*\W)?${LIVE}(?:\[\])?(?: \| null)?(?:,[^<>]*)?>`),
  new RegExp(String.raw`\b${LIVE}\[\]`),
  new RegExp(String.raw`^\s+(?:readonly )?#?\w+\??: ${LIVE}(?: \| null)?(?:;| =)`),
];

function keeping(source: string): string[] {
  return source.split('\n').filter((line) => KEEPING.some((pattern) => pattern.test(line)));
}

describe('an object that is used again', () => {
  test('is kept nowhere beyond the step that shows it', () => {
    const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => name.endsWith('.ts') && !MAY_HOLD.some((place) => name.startsWith(place)));
    const found = files.flatMap((name) =>
      keeping(readFileSync(join(LIB, name), 'utf8')).map((line) => `${name}: ${line.trim()}`),
    );
    // What is walked at once, or only copied from, is not kept.
    const walked = found.filter((line) => !/IterableIterator<|Pick<$|extends Pick</.test(line));
    expect(walked).toEqual([]);
  });

  test('is found where it is kept, in whatever it is', () => {
    expect(
      keeping(
        [
          '  readonly #open = new Map<Call, Open>();',
          '  readonly #irps = new Map<Irp, Entry>();',
          '  #latest: Socket | null = null;',
          '  irp: Irp;',
          '  readonly calls: Call[];',
          '  readonly #held = new Set<Call>();',
          'function of(call: Call, driver: Driver): number {',
          '  readonly ended: Settling<Call>;',
        ].join('\n'),
      ),
    ).toHaveLength(6);
  });

  test('is led to by no reference once it is used again, nor while it waits to be', () => {
    const irps = new Registry(() => new PooledIrp());
    const sockets = new Registry(() => new PooledSocket());
    const [call, irp, socket] = [new PooledCall(), irps.add(2, 0), sockets.add(3, 0)];
    Object.assign(call, { irp, socket });
    expect([call.irp, call.socket]).toEqual([irp, socket]);
    useAgain(irps, irp);
    useAgain(sockets, socket);
    expect([call.irp, call.socket]).toEqual([null, null]);

    const calls = new Registry(() => new PooledCall());
    const [other, latest, before] = [new PooledIrp(), calls.add(4, 0), calls.add(5, 0)];
    Object.assign(other, { call: latest, previousCall: before });
    expect([other.call, other.previousCall]).toEqual([latest, before]);
    useAgain(calls, latest);
    expect([other.call, other.previousCall]).toEqual([null, before]);
    useAgain(calls, before);
    expect([other.call, other.previousCall]).toEqual([null, null]);
  });
});

/** Ends it, and others behind it until it is another one. */
function useAgain<T extends Entry>(registry: Registry<T>, object: T): void {
  const { idLow } = object;
  registry.end(object);
  for (let id = 1000; object.idLow === idLow; id++) {
    registry.end(registry.add(id, 0));
  }
}
