import { TraceError } from '../../lib/etl/index.ts';
import { readPackageText } from '../../lib/package/index.ts';
import { withoutScriptEnd } from '../../lib/report/index.ts';
import { webDocument } from '../../web/document.ts';
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
  const file = `dist/web/${name}`;
  try {
    return readPackageText(file);
  } catch (cause) {
    throw new TraceError('usage', 'is not in this checkout yet: npm run build makes it', { file }, cause);
  }
}
