import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Address } from '../../../lib/wsk/model/address.ts';
import { Driver } from '../../../lib/wsk/model/driver.ts';
import type { Entry } from '../../../lib/wsk/model/entry.ts';
import { KeptIndications } from '../../../lib/wsk/model/kept-indications.ts';
import type { Registry } from '../../../lib/wsk/model/registry.ts';
import { Moment } from '../../../lib/wsk/order/index.ts';

function aDriver(): Driver {
  return new Driver({ index: 0, id: 'driver', name: null, group: null, hasTraits: true }, 1);
}

/** What is no field of an object's life, or is what a reference to another object consists of. */
const NOT_TOLD = new Set([
  'isRemembered',
  ...['callLife', 'callIdLow', 'callIdHigh', 'previousCallLife', 'previousCallIdLow', 'previousCallIdHigh'],
]);

type Fields = Record<string, unknown>;

function aMoment(): fc.Arbitrary<Moment> {
  return fc.record({ processor: fc.nat(64), step: fc.nat(), clockNs: fc.nat() }).map((told) => {
    const moment = new Moment();
    Object.assign(moment, told);
    return moment;
  });
}

const aTime = fc.oneof(fc.constant(Number.NaN), fc.double({ noNaN: true, noDefaultInfinity: true }));
const aWord = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff_ffff }));
const aSite = fc.record({ function: fc.string(), line: fc.nat() });

/** Fields whose values are not to be known by what the field holds in the beginning. */
const ODD: Record<string, fc.Arbitrary<unknown>> = {
  site: aSite,
  closeSite: aSite,
  origin: fc.option(aWord),
  completionIrql: fc.option(fc.integer({ min: 0, max: 31 })),
  irpFreedAt: fc.option(aMoment()),
  irpReusedAt: fc.option(aMoment()),
  issuedAt: aMoment(),
  closeIssuedAt: aMoment(),
  kept: fc.option(fc.nat(9).map(keeping)),
  forcedClosed: fc.option(fc.record({ op: fc.nat(), timeNs: fc.nat() })),
  keptCall: fc.option(
    fc.record({
      ...{ idLow: aWord, idHigh: aWord, op: aWord, site: aSite, socketIdLow: aWord, socketIdHigh: aWord },
      ...{ issuedNs: aTime, returnedNs: aTime, returnStatus: aWord, completedNs: aTime },
      ...{ completionStatus: aWord, cancelRequestedNs: aTime, rundownNs: aTime },
      ...{ hasIrp: fc.boolean(), isCompleted: fc.boolean() },
    }),
  ),
  length: fc.nat(),
  allocatedOn: fc.integer({ min: -1, max: 64 }),
  createdOn: fc.integer({ min: -1, max: 64 }),
  // Each of them tells since when it is known.
  sinceNs: fc.double({ noNaN: true, noDefaultInfinity: true }),
  lastUsedNs: fc.double({ noNaN: true, noDefaultInfinity: true }),
  completedNs: fc.nat(),
};

function keeping(nodes: number): KeptIndications {
  const kept = new KeptIndications();
  kept.keep({ nodes: nodes + 1, bytes: 10 }, new Moment());
  return kept;
}

function aValue(name: string, initial: unknown): fc.Arbitrary<unknown> {
  const odd = ODD[name];
  if (odd !== undefined) {
    return odd;
  }
  switch (typeof initial) {
    case 'boolean':
      return fc.boolean();
    case 'string':
      return fc.string();
    default:
      return name.endsWith('Ns') ? aTime : aWord;
  }
}

/** Every field that an object of this kind has of its own. */
function fieldsOf(object: Entry): Fields {
  const told = Object.entries(object).filter(([name]) => !NOT_TOLD.has(name));
  return Object.fromEntries(
    told.map(([name, value]) => [name, value instanceof Address ? value.text : value]),
  );
}

function someFields(object: Entry): fc.Arbitrary<Fields> {
  return fc.record(
    Object.fromEntries(
      Object.entries(fieldsOf(object))
        .filter(([name]) => name !== 'life' && name !== 'idLow' && name !== 'idHigh')
        .map(([name, initial]) => [name, aValue(name, initial)]),
    ),
  );
}

function tell(object: Entry, fields: Fields): void {
  for (const [name, value] of Object.entries(fields)) {
    // An object has a moment, or an address, of its own for good.
    const own = (object as unknown as Fields)[name];
    if (own instanceof Moment && value instanceof Moment) {
      own.set(value);
    } else if (own instanceof Address) {
      own.text = String(value);
    } else {
      Object.assign(object, { [name]: value });
    }
  }
}

function comesBack<T extends Entry>(registry: Registry<T>): void {
  const other = registry.add(0xffff_0000, 1);
  fc.assert(
    fc.property(someFields(other), someFields(other), fc.nat(), (fields, others, id) => {
      const object = registry.add(id, 7);
      tell(object, fields);
      const told = structuredClone(fieldsOf(object));
      registry.pageOut();
      // It comes back as an object that another one was.
      tell(registry.add(id, 8), others);
      registry.pageOut();
      const back = registry.get(id, 7)!;
      expect(structuredClone(fieldsOf(back))).toEqual(told);
      registry.end(back);
      registry.end(registry.get(id, 8)!);
    }),
    { numRuns: 200 },
  );
}

describe('what is paged out', () => {
  test('comes back as the same call, field by field', () => {
    comesBack(aDriver().calls);
  });

  test('comes back as the same IRP', () => {
    comesBack(aDriver().irps);
  });

  test('comes back as the same socket', () => {
    comesBack(aDriver().sockets);
  });

  test('is shown by a walk and not brought back, and leads to what it did', () => {
    const { calls, irps, sockets } = aDriver();
    for (let id = 1; id <= 100; id++) {
      const [call, irp, socket] = [calls.add(id, 0), irps.add(id, 0), sockets.add(id, 0)];
      Object.assign(call, { irp, irpIdLow: id, socket, socketIdLow: id, op: id });
      Object.assign(irp, { call, uses: id });
      socket.calls = id;
    }
    for (const registry of [calls, irps, sockets]) {
      registry.pageOut();
    }
    const seen = [...irps.values()].length;
    expect(seen).toBe(100);
    let walked = 0;
    for (const { idLow, call, uses } of irps.values()) {
      expect([call?.op, call?.irp?.uses, call?.socket?.calls]).toEqual([idLow, uses, idLow]);
      walked++;
    }
    expect(walked).toBe(100);
    expect(irps.get(5, 0)!.call).toBe(calls.get(5, 0));
    expect(calls.get(5, 0)!.socket).toBe(sockets.get(5, 0));
  });

  test('is no longer led to once it ended and was forgotten', () => {
    const { calls, irps } = aDriver();
    const irp = irps.add(1, 0);
    irp.call = calls.add(1, 0);
    calls.pageOut();
    calls.end(calls.get(1, 0)!);
    for (let id = 10; id < 1000; id++) {
      calls.end(calls.add(id, 0));
    }
    expect(irp.call).toBe(null);
  });

  test('is walked in the order asked for, with what is resident', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ uses: fc.nat(20), pageOut: fc.boolean() })), (steps) => {
        const { irps } = aDriver();
        steps.forEach(({ uses, pageOut }, at) => {
          irps.add(at + 1, 0).uses = uses;
          if (pageOut) {
            irps.pageOut();
          }
        });
        const walked = [...irps.sorted(({ uses }) => (uses === 13 ? null : uses))].length;
        const order: number[] = [];
        for (const { uses } of irps.sorted((irp) => (irp.uses === 13 ? null : irp.uses))) {
          order.push(uses);
        }
        const wanted = steps.map(({ uses }) => uses).filter((uses) => uses !== 13);
        expect([walked, order]).toEqual([wanted.length, wanted.sort((a, b) => a - b)]);
      }),
    );
  });
});

describe('a registry', () => {
  test('finds what was added and did not end, whatever is paged out meanwhile', () => {
    const anId = fc.tuple(fc.nat(60), fc.constantFrom(0, 1, 0xffff_ffff));
    const steps = fc.array(fc.tuple(anId, fc.constantFrom('add', 'end', 'get', 'page out')), {
      maxLength: 500,
    });
    fc.assert(
      fc.property(steps, (list) => {
        const { sockets } = aDriver();
        const model = new Map<string, number>();
        list.forEach(([[low, high], step], at) => {
          const key = `${low} ${high}`;
          const known = model.get(key);
          if (step === 'add' && known === undefined) {
            sockets.add(low, high).calls = at;
            model.set(key, at);
          } else if (step === 'end' && known !== undefined) {
            sockets.end(sockets.get(low, high)!);
            model.delete(key);
          } else if (step === 'page out') {
            sockets.pageOut();
          } else if (known !== undefined) {
            expect(sockets.get(low, high)?.calls).toBe(known);
          }
          expect(sockets.outstanding).toBe(model.size);
        });
        for (const [key, at] of model) {
          const [low, high] = key.split(' ').map(Number) as [number, number];
          expect(sockets.get(low, high)?.calls).toBe(at);
        }
      }),
    );
  });
});
