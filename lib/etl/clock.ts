import type { LogfileHeader } from './logfile-header.ts';

/** 100 ns units between 1601-01-01 (FILETIME's origin) and 1970-01-01. */
const FILETIME_OF_UNIX_EPOCH = 116_444_736_000_000_000n;
/** The last 100 ns of the year 30827, behind which FileTimeToSystemTime refuses: no clock told a later moment. */
const LAST_FILETIME = 0x7fff_35f4_f06c_7fffn;
/** Of a FILETIME. */
const UNITS_PER_SECOND = 10_000_000;
/** Farther off than any FILETIME. */
const NO_SECOND = -(2n ** 70n);
/** What a trace without a legible header is read with: the frequency of every recent Windows. */
const FALLBACK_FREQUENCY = 10_000_000;
/** No clock that Windows ever counted by ticks slower or faster. */
const MIN_FREQUENCY = 1_000;
const MAX_FREQUENCY = 20_000_000_000;

/**
 * Turns a trace's raw times into nanoseconds since its start and into UTC. Raw times come in as their distance
 * from the first record, an exact double up to 2^53 ticks (28 years of 100 ns), since FILETIMEs themselves are
 * beyond what a double holds.
 */
export class Clock {
  /** Raw time of the trace's start. */
  readonly startTicks: bigint;
  readonly ticksPerSecond: number;
  /** FILETIME of the trace's start, or null where the header is lost or tells none. */
  readonly startTime: bigint | null;
  /** Whether the header tells a frequency that can't be one, so that another is taken. */
  readonly isGuessed: boolean;
  /** Nanoseconds of ticks: by the factor, and through the divisor, which is 1 where a tick is a whole number of them. */
  readonly nsFactor: number;
  readonly nsDivisor: number;
  /** The second last told, as a FILETIME, and its text up to the fraction. */
  #second = NO_SECOND;
  #secondText = '';

  /** @param startTicks raw time of the trace's start: that of the header's own record */
  constructor(header: LogfileHeader | null, startTicks: bigint) {
    this.startTicks = startTicks;
    this.startTime = header !== null && isMoment(header.startTime) ? header.startTime : null;
    const told = header === null ? FALLBACK_FREQUENCY : frequency(header);
    this.isGuessed = !(told >= MIN_FREQUENCY && told <= MAX_FREQUENCY);
    this.ticksPerSecond = this.isGuessed ? FALLBACK_FREQUENCY : told;
    // A tick of 100 ns, as nearly always, gives whole nanoseconds without rounding.
    const isWhole = 1e9 % this.ticksPerSecond === 0;
    this.nsFactor = isWhole ? 1e9 / this.ticksPerSecond : 1e9;
    this.nsDivisor = isWhole ? 1 : this.ticksPerSecond;
  }

  /** Nanoseconds since the trace's start; negative for what came before it. */
  toNs(ticksSinceStart: number): number {
    return (ticksSinceStart * this.nsFactor) / this.nsDivisor;
  }

  /** Ticks since the trace's start of a raw time. */
  ticksOfRaw(raw: bigint): number {
    return Number(raw - this.startTicks);
  }

  rawTicks(ticksSinceStart: number): bigint {
    return this.startTicks + BigInt(ticksSinceStart);
  }

  /** FILETIME of a moment, by integer arithmetic; null where the header is lost. */
  toFiletime(ticksSinceStart: number): bigint | null {
    if (this.startTime === null) {
      return null;
    }
    return this.startTime + (BigInt(ticksSinceStart) * 10_000_000n) / BigInt(Math.round(this.ticksPerSecond));
  }

  /** A moment as ISO 8601 in UTC with all of FILETIME's digits; null where the header is lost. */
  toIso(ticksSinceStart: number): string | null {
    const filetime = this.toFiletime(ticksSinceStart);
    if (filetime === null || !isMoment(filetime)) {
      return filetime === null ? null : filetimeToIso(filetime);
    }
    // Events stand close together: what precedes the fraction is mostly the same as of the one before.
    const sinceSecond = Number(filetime - this.#second);
    if (!(sinceSecond >= 0 && sinceSecond < UNITS_PER_SECOND)) {
      const text = filetimeToIso(filetime);
      this.#second = filetime - (filetime % BigInt(UNITS_PER_SECOND));
      this.#secondText = text.slice(0, -'0000000Z'.length);
      return text;
    }
    return `${this.#secondText}${String(sinceSecond).padStart(7, '0')}Z`;
  }
}

function frequency(header: LogfileHeader): number {
  if (header.clock === 'system') {
    return 10_000_000;
  }
  // The cycle counter runs at the processor's nominal speed.
  return header.clock === 'cycles' ? header.cpuMhz * 1_000_000 : header.perfFreq;
}

/** Whether a FILETIME tells a moment: 0 means none, and the values beyond the calendar's end are flags or noise. */
function isMoment(filetime: bigint): boolean {
  return filetime > 0n && filetime <= LAST_FILETIME;
}

/** When a session began and ended, as ISO 8601; null for what its header does not tell. */
export function sessionTimes(header: LogfileHeader | null): {
  readonly startTime: string | null;
  readonly endTime: string | null;
} {
  // An end without a start counts from nothing.
  if (header === null || !isMoment(header.startTime)) {
    return { startTime: null, endTime: null };
  }
  const { startTime, endTime } = header;
  return {
    startTime: filetimeToIso(startTime),
    endTime: isMoment(endTime) ? filetimeToIso(endTime) : null,
  };
}

/** A FILETIME as ISO 8601 in UTC with all of its seven digits, '' for none (0), and marked hex where it is no moment. */
export function filetimeToIso(filetime: bigint): string {
  if (filetime === 0n) {
    return '';
  }
  if (!isMoment(filetime)) {
    const raw = filetime < 0n ? String(filetime) : `0x${filetime.toString(16).padStart(16, '0')}`;
    return `${raw} (not a FILETIME)`;
  }
  const sinceEpoch = filetime - FILETIME_OF_UNIX_EPOCH;
  // Before 1970 the remainder is negative.
  const fraction = ((sinceEpoch % 10_000_000n) + 10_000_000n) % 10_000_000n;
  const milliseconds = Number((sinceEpoch - fraction) / 10_000n);
  const seconds = new Date(milliseconds).toISOString().slice(0, -'.000Z'.length);
  return `${seconds}.${String(fraction).padStart(7, '0')}Z`;
}
