import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Driver } from '../../lib/wsk/model/driver.ts';
import type { Entry } from '../../lib/wsk/model/entry.ts';
import type { Registry } from '../../lib/wsk/model/registry.ts';

const LIB = resolve(import.meta.dirname, '../../lib');
/** The model, who writes to it, and what is shown during one step alone. */
const MAY_HOLD = ['wsk/model/', 'wsk/recorder/', 'wsk/observer.ts'];
const LIVE = '(?:Call|Irp|Socket|PooledCall|PooledIrp|PooledSocket)';
/** Settling compares the life of what it holds with the one that it was given. */
const KEEPING = [
  new RegExp(String.raw`\b(?!Settling<)\w+<(?:[^<>]*\W)?${LIVE}(?:\[\])?(?: \| null)?(?:,[^<>]*)?>`),
  new RegExp(String.raw`\b${LIVE}\[\]`),
  new RegExp(String.raw`^\s+(?:readonly )?#?\w+\??: ${LIVE}(?: \| null)?(?:;| =)`),
  // A walk shows rows by one object, one after the other.
  /(?:\[\.\.\.|Array\.from\()(?:driver\.(?:calls|irps|sockets)\.|withoutCompletion|outstanding(?:Calls|Irps|Sockets))/,
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
    // What is walked at once, only copied from, or only told how to be read, is not kept.
    const walked = found.filter((line) => !/IterableIterator<|Pick<$|extends Pick<|Steps?</.test(line));
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
          '  const open = [...driver.sockets.values()];',
        ].join('\n'),
      ),
    ).toHaveLength(7);
  });

  test('is led to by no reference once it is used again, nor while it waits to be', () => {
    const provider = { index: 0, id: 'driver', name: null, group: null, hasTraits: true };
    const { calls, irps, sockets } = new Driver(provider, 1);
    const [call, irp, socket] = [calls.add(1, 0), irps.add(2, 0), sockets.add(3, 0)];
    Object.assign(call, { irp, irpIdLow: 2, socket, socketIdLow: 3 });
    expect([call.irp, call.socket]).toEqual([irp, socket]);
    useAgain(irps, irp);
    useAgain(sockets, socket);
    expect([call.irp, call.socket]).toEqual([null, null]);

    const [other, latest, before] = [irps.add(6, 0), calls.add(4, 0), calls.add(5, 0)];
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
