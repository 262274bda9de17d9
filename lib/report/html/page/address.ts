import type { TimeRange } from '../../charts/data.ts';
import type { Choice } from './state.ts';

/** What a page's address says behind its #: a place to go to, and what the reader has chosen. */
export interface Address {
  /** An element's id, or empty. */
  readonly place: string;
  readonly op: string | null;
  readonly range: TimeRange | null;
  /** By the table's id. */
  readonly sorts: ReadonlyMap<string, SortOrder>;
}

export interface SortOrder {
  readonly column: number;
  readonly isDescending: boolean;
}

const SECOND = 1e9;

/** `finding-1&from=0.2&to=0.26&op=Send&sort=irp-lives.3.desc` */
export function parseAddress(hash: string): Address {
  const parts = hash
    .replace(/^#/, '')
    .split('&')
    .filter((part) => part !== '');
  const values = new Map<string, string>();
  const sorts = new Map<string, SortOrder>();
  let place = '';
  for (const part of parts) {
    const [name = '', value] = part.split('=').map(decoded);
    const sort = /^([\w-]+)\.(\d{1,3})\.(asc|desc)$/.exec(value ?? '');
    if (value === undefined) {
      place = name;
    } else if (name === 'sort' && sort !== null) {
      sorts.set(sort[1]!, { column: Number(sort[2]), isDescending: sort[3] === 'desc' });
    } else {
      values.set(name, value);
    }
  }
  const [from, to] = [secondsOf(values.get('from')), secondsOf(values.get('to'))];
  const hasRange = from !== null && to !== null && from < to;
  return {
    place,
    op: values.get('op') ?? null,
    range: hasRange ? { fromNs: from * SECOND, toNs: to * SECOND } : null,
    sorts,
  };
}

/** The address of what is chosen; what is as in the beginning is left out. */
export function addressText(
  place: string,
  { op, range }: Choice,
  firstOp: string,
  sorts: ReadonlyMap<string, SortOrder>,
): string {
  const parts = [
    ...(place === '' ? [] : [encodeURIComponent(place)]),
    ...(range === null ? [] : [`from=${inSeconds(range.fromNs)}`, `to=${inSeconds(range.toNs)}`]),
    ...(op === firstOp ? [] : [`op=${encodeURIComponent(op)}`]),
    ...[...sorts].map(
      ([table, { column, isDescending }]) => `sort=${table}.${column}.${isDescending ? 'desc' : 'asc'}`,
    ),
  ];
  return parts.length === 0 ? '' : `#${parts.join('&')}`;
}

function inSeconds(ns: number): string {
  return String(Number((ns / SECOND).toPrecision(9)));
}

function secondsOf(text: string | undefined): number | null {
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** An address may be anything that somebody typed. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
