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
import type { RowLayout } from './row-layout.ts';
import { SLOT_NAMES } from './schema.ts';

/** Where values go that nobody reads. */
const NO_SLOT = SLOT_NAMES.length;
/** More bytes than any event has: as far as a step goes. */
const BEYOND = 0x2_0000;

/** How the fields of one form of event come into its rows. */
export interface FieldPlaces {
  readonly layout: FieldLayout;
  /** For each slot the index of its field in the schema, or MISSING. */
  readonly indexes: Int32Array;
  readonly row: RowLayout;
}

/** How to walk over a payload up to the last field that has a slot. */
export function stepsOf(places: FieldPlaces): Int32Array {
  const steps = joined(allSteps(places));
  return Int32Array.from(steps.length <= MOST_STEP_NUMBERS ? steps : singleSteps(places));
}

/** Whether the place of a field has to be found on the way. */
export function hasStops(steps: Int32Array): boolean {
  return steps.some((number, i) => i % STEP_NUMBERS === 0 && number === STEP_LOCATE);
}

/** The field that stands behind a step. */
export function fieldOfStep(steps: Int32Array, step: number): number {
  return steps[step * STEP_NUMBERS + 3]!;
}

function allSteps(places: FieldPlaces): number[] {
  const { layout, indexes } = places;
  const { fields, sizes } = layout;
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
    steps.push(...takingSteps(places, index));
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
function singleSteps(places: FieldPlaces): number[] {
  const wanted = [...new Set(places.indexes)].filter((index) => index >= 0).sort((a, b) => a - b);
  return wanted.flatMap((index) => [STEP_LOCATE, 0, NO_SLOT, index, ...takingSteps(places, index)]);
}

/** What takes a field: a mapping can have it in several slots. */
function takingSteps({ layout, indexes, row }: FieldPlaces, index: number): number[] {
  const how = howToTake(layout.sizes[index]!, layout.fields[index]!.inType);
  const steps: number[] = [];
  for (let slot = indexes.indexOf(index); slot >= 0; slot = indexes.indexOf(index, slot + 1)) {
    steps.push(how, 0, how <= WIDEST_INTEGER ? row.lows[slot]! : slot, index);
  }
  return steps;
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
