import { existsSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { FleetTrace } from '../../lib/frames/fleet/index.ts';

const TRACE_ENDING = /\.etl(\.gz|\.zip)?$/i;

/**
 * Finds the report of a trace: beside the trace, or in a folder for all, as `a.etl.html`, `a.html` or `TRACE_ID.html`.
 * @param page the page that is to link to it
 * @returns an address relative to that page; null where none is there
 */
export function keptReports(
  page: string,
  reports: string | undefined,
): (trace: Pick<FleetTrace, 'path' | 'traceId'>) => string | null {
  return ({ path, traceId }) => {
    const names = [`${basename(path)}.html`, `${basename(path).replace(TRACE_ENDING, '')}.html`];
    const places = [
      ...(reports === undefined
        ? []
        : [...(traceId === null ? [] : [`${traceId}.html`]), ...names].map((name) => join(reports, name))),
      ...names.map((name) => join(dirname(path), name)),
    ];
    const found = places.find((place) => existsSync(place));
    return found === undefined ? null : addressOf(relative(dirname(page), found));
  };
}

/** A path as a relative address: a colon in its first part must not read as a scheme. */
function addressOf(path: string): string {
  const parts = path.split(/[\\/]/).map(encodeURIComponent);
  return parts[0] === '..' ? parts.join('/') : `./${parts.join('/')}`;
}
