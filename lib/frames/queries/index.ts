import { TraceError } from '../../etl/index.ts';
import { packageFolder, readPackageText } from '../../package/index.ts';

/** A query that comes with the program. */
export interface NamedQuery {
  readonly name: string;
  /** What it answers: the comment that its file begins with. */
  readonly question: string;
  readonly sql: string;
}

/** In the package: the files are beside this one as sources, and are packed as they are. */
const FOLDER = 'lib/frames/queries';
const EXTENSION = '.sql';

/** All queries of this folder, by name. */
export function namedQueries(): NamedQuery[] {
  return packageFolder(FOLDER)
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => readQuery(file.slice(0, -EXTENSION.length)));
}

/** @throws TraceError of kind `usage` where there is none of this name */
export function namedQuery(name: string): NamedQuery {
  const known = namedQueries().find((query) => query.name === name);
  if (known === undefined) {
    throw new TraceError('usage', `no query is named ${name}; --list shows those that are`);
  }
  return known;
}

function readQuery(name: string): NamedQuery {
  const sql = readPackageText(`${FOLDER}/${name}${EXTENSION}`);
  const lines = sql.split('\n');
  const comment = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('-- ')),
  );
  return { name, question: comment.map((line) => line.slice(3)).join(' '), sql };
}
