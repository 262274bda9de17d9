import { type FieldLayout, InType } from '../../decode/index.ts';
import {
  MISSING,
  MOST_STEP_NUMBERS,
  STEP_LOCATE,
  STEP_MARK_ANSI,
  STEP_MARK_COUNTED,
  STEP_MARK_UTF16,
  STEP_NUMBERS,
  STEP_SKIP,
  STEP_TEXT,
  WIDEST_INTEGER,
} from '../../etl/index.ts';
import { SLOT_NAMES } from './schema.ts';

/** Where values go that nobody reads. */
const NO_SLOT = SLOT_NAMES.length;
/** More bytes than any event has: as far as a step goes. */
const BEYOND = 0x2_0000;

/**
 * How to walk over a payload up to the last field that has a slot.
 * @param indexes for each slot the index of its field in the schema, or MISSING
 */
export function stepsOf(layout: FieldLayout, indexes: Int32Array): Int32Array {
  const steps = joined(allSteps(layout, indexes));
  return Int32Array.from(steps.length <= MOST_STEP_NUMBERS ? steps : singleSteps(layout, indexes));
}

/** Whether the place of a field has to be found on the way. */
export function hasStops(steps: Int32Array): boolean {
  return steps.some((number, i) => i % STEP_NUMBERS === 0 && number === STEP_LOCATE);
}

/** The field that stands behind a step. */
export function fieldOfStep(steps: Int32Array, step: number): number {
  return steps[step * STEP_NUMBERS + 3]!;
}

function allSteps({ fields, sizes }: FieldLayout, indexes: Int32Array): number[] {
  const steps: number[] = [];
  const last = Math.max(MISSING, ...indexes);
  let isLost = false;
  for (let index = 0; index <= last; index++) {
    if (isLost) {
      steps.push(STEP_LOCATE, 0, NO_SLOT, index);
    }
    const { inType, length, count } = fields[index]!;
    const size = sizes[index]!;
    const endsWithNul = inType === InType.AnsiString && length === undefined && count === undefined;
    for (const slot of slotsOf(indexes, index)) {
      steps.push(howToTake(size, inType), 0, slot, index);
    }
    if (endsWithNul) {
      steps.push(STEP_TEXT, 0, NO_SLOT, index);
    } else if (size >= 0) {
      steps.push(STEP_SKIP, Math.min(size, BEYOND), NO_SLOT, index);
    }
    isLost = !endsWithNul && size < 0;
  }
  return steps;
}

/** Of a schema with too many fields to step over them: each that has a slot is looked for by itself. */
function singleSteps({ fields, sizes }: FieldLayout, indexes: Int32Array): number[] {
  const wanted = [...new Set(indexes)].filter((index) => index >= 0).sort((a, b) => a - b);
  return wanted.flatMap((index) => [
    ...[STEP_LOCATE, 0, NO_SLOT, index],
    ...slotsOf(indexes, index).flatMap((slot) => [
      howToTake(sizes[index]!, fields[index]!.inType),
      0,
      slot,
      index,
    ]),
  ]);
}

/** A mapping can take one field for several slots. */
function slotsOf(indexes: Int32Array, index: number): number[] {
  return SLOT_NAMES.map((_, slot) => slot).filter((slot) => indexes[slot] === index);
}

function howToTake(size: number, inType: number): number {
  if (size === 1 || size === 2 || size === 4 || size === WIDEST_INTEGER) {
    return size;
  }
  switch (inType) {
    case InType.UnicodeString:
      return STEP_MARK_UTF16;
    case InType.AnsiString:
      return STEP_MARK_ANSI;
    default:
      return STEP_MARK_COUNTED;
  }
}

/** Puts together what takes a field and what steps over it. */
function joined(steps: readonly number[]): number[] {
  const result: number[] = [];
  for (let i = 0; i < steps.length; i += STEP_NUMBERS) {
    const [how, bytes] = [steps[i]!, steps[i + 1]!];
    const before = result.length - STEP_NUMBERS;
    const howBefore = result[before] ?? STEP_LOCATE;
    if (how === STEP_SKIP && howBefore <= WIDEST_INTEGER) {
      result[before + 1] = Math.min(result[before + 1]! + bytes, BEYOND);
    } else if (how === STEP_TEXT && howBefore === STEP_MARK_ANSI) {
      result[before] = STEP_TEXT;
    } else {
      result.push(...steps.slice(i, i + STEP_NUMBERS));
    }
  }
  return result;
}
