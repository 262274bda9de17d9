import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type EventForms,
  MOST_ROW_WORDS,
  MOST_STEP_NUMBERS,
  type PayloadFields,
  ROW_HEAD_WORDS,
  STEP_LOCATE,
  STEP_MARK_ANSI,
  STEP_MARK_COUNTED,
  STEP_MARK_UTF16,
  STEP_NUMBERS,
  STEP_SKIP,
  STEP_TEXT,
  type Trace,
  WIDEST_INTEGER,
} from '../../../lib/etl/index.ts';
import { traceOf } from '../../decode/decoded.ts';
import { eventHeaderEvent } from '../../support/etl-writer/index.ts';

const provider = '11111111-2222-3333-4444-555555555555';
const MISSING = -1;

function traceWith(...payloads: readonly (readonly number[])[]): Trace {
  return traceOf(
    ...payloads.map((payload, i) => eventHeaderEvent({ ticks: i + 1, provider, payload: [...payload] })),
  );
}

/** Where the low half of a slot's integer goes; the high one stands behind it. */
const placeOf = (slot: number): number => ROW_HEAD_WORDS + 2 * slot;

function fieldsOf(forms: EventForms, steps: readonly number[]): PayloadFields {
  return forms.fields({ form: 0, words: MOST_ROW_WORDS, steps: Int32Array.from(steps), text: null });
}

/** What the steps take from each payload. */
function taken(
  steps: readonly number[],
  payloads: readonly (readonly number[])[],
  look: (fields: PayloadFields, payload: number) => unknown,
): unknown[] {
  const pass = traceWith(...payloads).events();
  const fields = fieldsOf(pass.forms, steps);
  const result: unknown[] = [];
  pass.next();
  for (let event = pass.next(); event !== null; event = pass.next()) {
    fields.read(event);
    result.push(look(fields, event.payload));
  }
  return result;
}

const step = (how: number, bytes: number, slot: number): number[] => [
  how,
  bytes,
  how <= WIDEST_INTEGER ? placeOf(slot) : slot,
  0,
];
const low = ({ row }: PayloadFields, slot: number): number => row[placeOf(slot)]!;
const high = ({ row }: PayloadFields, slot: number): number => row[placeOf(slot) + 1]!;

describe('the steps that take values from a payload', () => {
  test('take integers of each width, as halves of 32 bits, as far as the payload holds them', () => {
    const widths = [1, 2, 4, 8];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...widths), { minLength: 1, maxLength: 12 }),
        fc.uint8Array({ maxLength: 60 }),
        fc.nat(5),
        (fields, payload, skipped) => {
          const steps = fields.flatMap((width, slot) =>
            step(width, width + (slot === 0 ? skipped : 0), slot),
          );
          const [values] = taken(steps, [[...payload]], (read) =>
            fields.map((_, slot) => [low(read, slot), high(read, slot)]),
          );
          let at = 0;
          let isOver = false;
          const expected = fields.map((width, slot) => {
            isOver ||= at + width > payload.length;
            let value = 0n;
            for (let i = 0; i < width && !isOver; i++) {
              value |= BigInt(payload[at + i]!) << BigInt(8 * i);
            }
            at += width + (slot === 0 ? skipped : 0);
            return [Number(value & 0xffff_ffffn), Number(value >> 32n)];
          });
          expect(values).toEqual(expected);
        },
      ),
    );
  });

  test('forget what the event before had', () => {
    const steps = [...step(4, 4, 0), ...step(8, 8, 1), ...step(STEP_TEXT, 0, 2)];
    const whole = [1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 65, 0];
    const values = taken(steps, [whole, [7, 0, 0, 0], []], (read) => [
      low(read, 0),
      low(read, 1),
      high(read, 1),
      read.starts[2]! >= 0,
    ]);
    expect(values).toEqual([
      [1, 2, 3, true],
      [7, 0, 0, false],
      [0, 0, 0, false],
    ]);
  });

  test('note where texts and binaries lie, also where their end is missing', () => {
    const bounds = (how: number, payload: number[]) =>
      taken(step(how, 0, 3), [payload], ({ starts, ends }, at) =>
        starts[3] === MISSING ? null : [starts[3]! - at, ends[3]! - at],
      )[0];
    expect(bounds(STEP_TEXT, [65, 66, 0, 67])).toEqual([0, 2]);
    expect(bounds(STEP_TEXT, [65, 66])).toEqual([0, 2]);
    expect(bounds(STEP_MARK_ANSI, [65, 0])).toEqual([0, 1]);
    expect(bounds(STEP_MARK_UTF16, [65, 0, 66, 0, 0, 0, 1])).toEqual([0, 4]);
    expect(bounds(STEP_MARK_UTF16, [65, 0, 66])).toEqual([0, 2]);
    expect(bounds(STEP_MARK_COUNTED, [2, 0, 8, 9, 10])).toEqual([2, 4]);
    expect(bounds(STEP_MARK_COUNTED, [200, 0, 8, 9])).toEqual([2, 4]);
    expect(bounds(STEP_MARK_COUNTED, [2])).toEqual([0, 0]);
  });

  test('stop where the next field has to be found, and go on from there', () => {
    const steps = [...step(1, 1, 0), ...step(STEP_LOCATE, 0, 32), ...step(2, 0, 1)];
    const pass = traceWith([5, 9, 9, 0x34, 0x12]).events();
    const fields = fieldsOf(pass.forms, steps);
    pass.next();
    const event = pass.next()!;
    fields.read(event);
    expect([low(fields, 0), fields.stoppedAt]).toEqual([5, 1]);
    fields.goOn(event, event.payload + 3);
    expect([low(fields, 1), fields.stoppedAt]).toEqual([0x1234, -1]);
    fields.read(event);
    fields.goOn(event, event.end + 1);
    expect([low(fields, 0), low(fields, 1), fields.stoppedAt]).toEqual([5, 0, -1]);
  });

  test('do the same where so many of them are kept that there is no room for more', () => {
    const skips = new Array(MOST_STEP_NUMBERS / STEP_NUMBERS - 1).fill(step(STEP_SKIP, 0, 32)).flat();
    const pass = traceWith([1, 2], [3, 4]).events();
    const all = Array.from({ length: 400 }, (_, i) => fieldsOf(pass.forms, [...step(1, 1, i % 2), ...skips]));
    expect(all.some(({ isShared }) => isShared)).toBe(true);
    pass.next();
    for (let event = pass.next(); event !== null; event = pass.next()) {
      const first = event.bytes[event.payload]!;
      for (const [i, fields] of all.entries()) {
        fields.read(event);
        expect([low(fields, i % 2), low(fields, (i + 1) % 2)]).toEqual([first, 0]);
      }
    }
  });
});
