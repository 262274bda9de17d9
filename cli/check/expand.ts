import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, parse, relative, resolve } from 'node:path';
import { TraceError } from '../../lib/etl/index.ts';
import { identitiesOf } from '../../lib/output/index.ts';
import { STANDARD } from '../files/standard-streams.ts';

const TRACE_NAME = /\.etl(\.gz|\.zip)?$/i;
const HAS_PATTERN = /[*?[{]/;

/**
 * The trace files that arguments name: files as they are, folders for the traces directly in them, and patterns with
 * *, ?, [abc], {a,b} and ** for shells that don't expand those. Each once, in the order of the arguments, and of the
 * names inside one.
 * @param missing what to do with a file that is not there: keep it, for one who tells of each argument; `named` also takes
 *   a pattern that matches nothing for the name of such a file
 * @throws TraceError of kind `usage` for an argument that names nothing
 */
export function expandTraces(
  patterns: readonly string[],
  missing: 'refused' | 'kept' | 'named' = 'refused',
): string[] {
  const seen = new Set<string>();
  const isKept = (pattern: string) =>
    missing !== 'refused' &&
    !existsSync(pattern) &&
    (!HAS_PATTERN.test(pattern) || (missing === 'named' && matchesNothing(pattern)));
  const files = patterns.flatMap((pattern) => (isKept(pattern) ? [pattern] : lookUp(pattern)));
  return files.filter((file) => {
    const identities = identitiesOf(file);
    const isNew = !identities.some((identity) => seen.has(identity));
    for (const identity of identities) {
      seen.add(identity);
    }
    return isNew;
  });
}

function lookUp(pattern: string): string[] {
  try {
    return expand(withoutDrive(pattern));
  } catch (cause) {
    // A folder that may not be read, or a pattern such as [z-a].
    throw cause instanceof TraceError
      ? cause
      : new TraceError('usage', `can’t be looked up (${(cause as Error).message})`, { file: pattern }, cause);
  }
}

/**
 * Windows' C:trace.etl, which is in the folder that is the current one of that drive, as a path from our own: the name of
 * a trace goes into reports and URIs, where nothing else understands it.
 */
function withoutDrive(pattern: string): string {
  const isOfDrive = process.platform === 'win32' && /^[A-Za-z]:(?![\\/])/.test(pattern);
  return isOfDrive ? relative(process.cwd(), resolve(pattern)) : pattern;
}

function expand(pattern: string): string[] {
  if (pattern === STANDARD) {
    return [pattern];
  }
  if (existsSync(pattern)) {
    return isFolder(pattern) ? tracesIn(pattern) : [pattern];
  }
  if (!HAS_PATTERN.test(pattern)) {
    throw new TraceError('usage', 'no such file', { file: pattern });
  }
  const files = matching(pattern);
  if (files.length === 0) {
    throw new TraceError('usage', 'no file matches', { file: pattern });
  }
  return files;
}

function matching(pattern: string): string[] {
  // Of a drive or a share, where there is one: C:\ and \\server\share\ are no segments to look for.
  const { root } = parse(pattern);
  const segments = pattern.slice(root.length).replaceAll('\\', '/').split('/');
  const found = walk(root, segments);
  return [...new Set(found)].filter((path) => !isFolder(path)).sort();
}

function matchesNothing(pattern: string): boolean {
  try {
    return matching(withoutDrive(pattern)).length === 0;
  } catch {
    // [z-a] is no pattern, but may be the name of a file.
    return true;
  }
}

function tracesIn(folder: string): string[] {
  const names = entriesOf(folder).filter((name) => TRACE_NAME.test(name) && !isFolder(join(folder, name)));
  if (names.length === 0) {
    throw new TraceError('usage', 'no trace (.etl, .etl.gz, .etl.zip) is in this folder', { file: folder });
  }
  return names.sort().map((name) => join(folder, name));
}

/** The paths under `folder` (empty: the current one) that the pattern's segments lead to. */
function walk(folder: string, segments: readonly string[]): string[] {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    return folder === '' ? [] : [folder];
  }
  if (segment === '**') {
    return [...walk(folder, rest), ...foldersIn(folder).flatMap((inner) => walk(inner, segments))];
  }
  if (!HAS_PATTERN.test(segment)) {
    const path = join(folder, segment);
    return existsSync(path) ? walk(path, rest) : [];
  }
  const matcher = segmentPattern(segment);
  return entriesOf(folder || '.')
    .filter((name) => matcher.test(name) && (segment.startsWith('.') || !name.startsWith('.')))
    .flatMap((name) => walk(join(folder, name), rest));
}

function foldersIn(folder: string): string[] {
  // Links are not followed: they can lead round in a circle.
  return readdirSync(folder || '.', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => join(folder, entry.name));
}

function entriesOf(folder: string): string[] {
  return isFolder(folder) ? readdirSync(folder) : [];
}

/** A link that leads nowhere is no folder: that nothing is there is said when it is to be read. */
function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** One segment of a pattern as a regular expression. */
function segmentPattern(segment: string): RegExp {
  let depth = 0;
  const source = segment.replace(/\[!?[^\]]+\]|[*?{},]|[^\w]/g, (token) => {
    switch (token) {
      case '*':
        return '[^/]*';
      case '?':
        return '[^/]';
      case '{':
        depth++;
        return '(?:';
      case '}':
        return depth > 0 && depth-- > 0 ? ')' : '\\}';
      case ',':
        return depth > 0 ? '|' : ',';
    }
    if (token.length > 1) {
      return `[${token.slice(1, -1).replace(/^!/, '^').replaceAll('\\', '\\\\')}]`;
    }
    return `\\${token}`;
  });
  return new RegExp(`^${source}${')'.repeat(depth)}$`, process.platform === 'win32' ? 'i' : '');
}
