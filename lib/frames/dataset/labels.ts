import { TraceError } from '../../etl/index.ts';
import { FRAMES } from '../specs.ts';
import { STATUS } from './status.ts';

/** What is told of a trace beside what is in it. */
export interface TraceLabels {
  readonly machine: string | null;
  readonly build: string | null;
  /** Further ones by name: each is a column of every frame. */
  readonly others: Readonly<Record<string, string | null>>;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const TAKEN = new Set(
  [...FRAMES, STATUS].flatMap(({ columns }) => columns.map(({ name }) => name.toLowerCase())),
);

/**
 * Checks the name of a label, which becomes a column.
 * @throws TraceError of kind `usage`
 */
export function checkLabelName(name: string): void {
  if (!NAME.test(name)) {
    throw new TraceError('usage', `a label is named with letters, digits and _, which ${name} is not`);
  }
  if (TAKEN.has(name.toLowerCase())) {
    throw new TraceError('usage', `a label can’t be named ${name}: a frame has a column of this name`);
  }
}

/** Labels in the paths of traces. */
export interface PathLabels {
  readonly names: readonly string[];
  /** Those of a path by their names; null where it does not fit. */
  readonly find: (path: string) => Readonly<Record<string, string>> | null;
}

/**
 * Reads a pattern such as `{build}/{machine}/*.etl`: names in braces stand for a part of a path between slashes, * for
 * any part. It is held against the path’s end.
 * @throws TraceError of kind `usage`
 */
export function parsePathLabels(pattern: string): PathLabels {
  const names: string[] = [];
  const source = pattern
    .replaceAll('\\', '/')
    .replace(/\{([^{}]*)\}|\*|[^\w/]/g, (token, name: string | undefined) => {
      if (name !== undefined) {
        if (name !== 'machine' && name !== 'build') {
          checkLabelName(name);
        }
        if (names.includes(name)) {
          throw new TraceError('usage', `the pattern names ${name} twice`);
        }
        names.push(name);
        return '([^/]+?)';
      }
      return token === '*' ? '[^/]*' : `\\${token}`;
    });
  if (names.length === 0) {
    throw new TraceError('usage', 'the pattern names no label: write it as {build}/{machine}/*.etl');
  }
  const matcher = new RegExp(`(?:^|/)${source}$`);
  const find = (path: string) => {
    const found = matcher.exec(path.replaceAll('\\', '/'));
    return found === null ? null : Object.fromEntries(names.map((name, at) => [name, found[at + 1]!]));
  };
  return { names, find };
}
