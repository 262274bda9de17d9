import { dirname } from 'node:path';
import { TraceError } from '../../etl/index.ts';
import { isSingleExecutable, readPackageText, requireBeside } from '../../package/index.ts';

const PACKAGE = '@duckdb/node-api';
type DuckDB = typeof import('@duckdb/node-api');

/** DuckDB is 70 MB and wanted by few: it is loaded when it is needed, and need not be there before. */
export async function loadDuckDB(): Promise<DuckDB> {
  try {
    return isSingleExecutable() ? (requireBeside(PACKAGE) as DuckDB) : await import('@duckdb/node-api');
  } catch (cause) {
    throw new TraceError('usage', isSingleExecutable() ? neededBeside() : NEEDED, {}, cause);
  }
}

const NEEDED = `this needs DuckDB, an optional dependency that is not installed (or not built for this system): npm install ${PACKAGE}`;

function neededBeside(): string {
  const manifest = JSON.parse(readPackageText('package.json')) as {
    readonly optionalDependencies: { readonly [PACKAGE]: string };
  };
  const version = manifest.optionalDependencies[PACKAGE];
  return (
    `this needs DuckDB, whose machine code can't be in the executable: run npm install ${PACKAGE}@${version} in ` +
    `${dirname(process.execPath)}, or copy node_modules there from a machine of this kind where you ran it`
  );
}
