import { readFileSync } from 'node:fs';
import { TraceError } from '../../lib/etl/index.ts';
import { withoutScriptEnd } from '../../lib/report/index.ts';
import { webDocument } from '../../web/document.ts';
import { packageFile } from './package-file.ts';
import { readPageAssets, withSource } from './page-assets.ts';
import { packageVersion } from './version.ts';

/** The page onto which traces are dropped, as one HTML file. */
export function readWebPage(): string {
  return webDocument({
    version: packageVersion(),
    page: withSource(withoutScriptEnd(built('page.js'))),
    worker: withoutScriptEnd(built('worker.js')),
    licences: built('LICENSES.txt'),
    assets: readPageAssets(),
  });
}

function built(name: string): string {
  const file = packageFile(`dist/web/${name}`);
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TraceError('usage', 'is not in this checkout yet: npm run build makes it', { file }, cause);
  }
}
