import { createHash } from 'node:crypto';
import { TraceError } from '../../lib/etl/index.ts';
import { readLibraryText, readPackageText } from '../../lib/package/index.ts';
import {
  helpPage,
  modulesOf,
  type PageAssets,
  type PageScript,
  pageScripts,
} from '../../lib/report/index.ts';
import { RULES, type RuleName } from '../../lib/wsk/index.ts';

const MAIN = 'lib/report/html/page/main.js';
const INTERPRETER = 'vega-interpreter';

/** Reads what goes into a page: Vega, the page's own compiled code, and the pages that explain findings. */
export function readPageAssets(): PageAssets {
  const vega = readLibraryText('vega', 'build/vega.min.js');
  const vegaLicence = readLibraryText('vega', 'LICENSE');
  const interpreter = readLibraryText(INTERPRETER, 'build/vega-interpreter.js');
  const modules = [{ path: INTERPRETER, text: interpreter }, ...modulesOf(MAIN, readCompiled)];
  const scripts = pageScripts(vega, modules).map(withSource);
  return { scripts, vegaLicence, helpPages: readHelpPages() };
}

/** With what names it in a page's Content-Security-Policy. */
export function withSource(text: string): PageScript {
  return { text, source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}

function readCompiled(path: string): string {
  try {
    return readPackageText(`dist/${path}`);
  } catch (cause) {
    throw new TraceError('internal', 'the page’s code is not compiled: npm run build', {}, cause);
  }
}

function readHelpPages(): Map<RuleName, string> {
  return new Map(RULES.map((rule) => [rule, readPackageText(helpPage(rule))]));
}
