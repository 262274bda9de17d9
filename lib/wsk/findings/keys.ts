import { idText } from '../ids.ts';
import type { Driver } from '../model/driver.ts';

/** What kind of thing one finding explains another by. */
export const KeyKind = {
  Call: 0,
  /** Calls that an IRP is given to after it was used again while pending: whose completion is whose is lost. */
  LaterCalls: 1,
  Irp: 2,
  Socket: 3,
  /** The close of a socket, which hangs behind its other calls. */
  Close: 4,
  Unload: 5,
  /** What an unload that hangs has not come to yet. */
  NotReached: 6,
  /** An unload that nothing else hangs: a driver that corrupted memory may have been stopped in it. */
  CutOff: 7,
} as const;
export type KeyKind = (typeof KeyKind)[keyof typeof KeyKind];

/** What a finding is known by when another one explains it; the id is 0 where there is but one of a driver. */
export interface Key {
  readonly kind: KeyKind;
  readonly low: number;
  readonly high: number;
}

export const UNLOAD_KEY: Key = { kind: KeyKind.Unload, low: 0, high: 0 };
export const NOT_REACHED_KEY: Key = { kind: KeyKind.NotReached, low: 0, high: 0 };
export const CUT_OFF_KEY: Key = { kind: KeyKind.CutOff, low: 0, high: 0 };

interface Identified {
  readonly idLow: number;
  readonly idHigh: number;
}

interface OnIrp {
  readonly irpIdLow: number;
  readonly irpIdHigh: number;
}

interface OnSocket {
  readonly socketIdLow: number;
  readonly socketIdHigh: number;
}

/** What an object is known by in a Map, among those of all drivers and their loads. */
export function textKey({ idLow, idHigh }: Identified, { label }: Driver): string {
  return `${label}/${idText(idLow, idHigh)}`;
}

export function callKey({ idLow: low, idHigh: high }: Identified): Key {
  return { kind: KeyKind.Call, low, high };
}

export function laterCallsKey({ irpIdLow: low, irpIdHigh: high }: OnIrp): Key {
  return { kind: KeyKind.LaterCalls, low, high };
}

export function irpKey({ idLow: low, idHigh: high }: Identified): Key {
  return { kind: KeyKind.Irp, low, high };
}

export function irpKeyOf({ irpIdLow: low, irpIdHigh: high }: OnIrp): Key {
  return { kind: KeyKind.Irp, low, high };
}

export function socketKey({ idLow: low, idHigh: high }: Identified): Key {
  return { kind: KeyKind.Socket, low, high };
}

export function socketKeyOf({ socketIdLow: low, socketIdHigh: high }: OnSocket): Key {
  return { kind: KeyKind.Socket, low, high };
}

export function closeKey({ idLow: low, idHigh: high }: Identified): Key {
  return { kind: KeyKind.Close, low, high };
}

export function closeKeyOf({ socketIdLow: low, socketIdHigh: high }: OnSocket): Key {
  return { kind: KeyKind.Close, low, high };
}

/**
 * A driver that hangs in its own clean-up, before it released the NPI, may still have meant to let go of what is idle.
 * Afterwards it has forgotten whatever is left.
 */
export function notReachedKeys(driver: Driver): readonly Key[] {
  const isCleaningUp = driver.isStillUnloading && Number.isNaN(driver.life.npiReleasedNs);
  return isCleaningUp ? [NOT_REACHED_KEY] : [];
}
