import { formatCount } from '../text/index.ts';

export { formatCount, plural } from '../text/index.ts';

/** Nanoseconds in the unit that suits them, to three digits: 812 ns, 45.4 µs, 1.23 s. */
export function formatNs(ns: number): string {
  if (Number.isNaN(ns)) {
    return '–';
  }
  const size = Math.abs(ns);
  if (size < 999.5) {
    return `${Math.round(ns)} ns`;
  }
  if (size < 999.5e3) {
    return `${threeDigits(ns / 1e3)} µs`;
  }
  return size < 999.5e6 ? `${threeDigits(ns / 1e6)} ms` : `${seconds(ns / 1e9)} s`;
}

/** Nanoseconds to three digits, or to all that they have where another time would be told by the same three. */
export function formatNsBeside(ns: number, other: number): string {
  const text = formatNs(ns);
  if (text !== formatNs(other)) {
    return text;
  }
  const unit = UNITS.find(({ name }) => text.endsWith(` ${name}`))!;
  const exact = Number((ns / unit.ns).toPrecision(15));
  return exact === Number.parseFloat(text) ? text : `${exact} ${unit.name}`;
}

const UNITS = [
  { name: 'ns', ns: 1 },
  { name: 'µs', ns: 1e3 },
  { name: 'ms', ns: 1e6 },
  { name: 's', ns: 1e9 },
];

function seconds(value: number): string {
  return Math.abs(value) < 1000 ? threeDigits(value) : formatCount(Math.round(value));
}

function threeDigits(value: number): string {
  return value.toPrecision(3);
}

/** A moment since the trace's start, to the microsecond: 533.812 ms, 12.000345 s. */
export function formatMoment(ns: number): string {
  return Math.abs(ns) < 10e9 ? `${(ns / 1e6).toFixed(3)} ms` : `${(ns / 1e9).toFixed(6)} s`;
}

/** A number that is no count, to three digits: 0.25, 12.5, 1,240. */
export function formatRate(rate: number): string {
  const rounded = Number(rate.toPrecision(3));
  return Number.isInteger(rounded) ? formatCount(rounded) : String(rounded);
}

/** A share of a whole in percent; what is there is never told as nothing: 12.34 %, 0 %, <0.01 %. */
export function formatShare(share: number, digits: number): string {
  const least = 10 ** -digits;
  const percent = 100 * share;
  return percent > 0 && percent < least / 2 ? `<${least.toFixed(digits)} %` : `${percent.toFixed(digits)} %`;
}

/** Bytes in the unit that suits them, in powers of 1024: 128 KiB. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return unit === 0
    ? `${bytes} B`
    : `${value < 999.5 ? threeDigits(value) : Math.round(value)} ${units[unit]}`;
}
