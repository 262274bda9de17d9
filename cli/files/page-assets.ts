import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { TraceError } from '../../lib/etl/index.ts';
import {
  helpPage,
  importsOf,
  type ModuleText,
  type PageAssets,
  type PageScript,
  pageScripts,
} from '../../lib/report/index.ts';
import { RULES, type RuleName } from '../../lib/wsk/index.ts';
import { packageFile } from './package-file.ts';

const MAIN = 'lib/report/html/page/main.js';
const INTERPRETER = 'vega-interpreter';

/** Reads what goes into a page: Vega, the page's own compiled code, and the pages that explain findings. */
export function readPageAssets(): PageAssets {
  const require = createRequire(import.meta.url);
  const build = folderOf(require.resolve('vega'));
  const vega = readFileSync(join(build, 'vega.min.js'), 'utf8');
  const vegaLicence = readFileSync(join(build, '..', 'LICENSE'), 'utf8');
  const interpreter = readFileSync(require.resolve(INTERPRETER), 'utf8');
  const modules: ModuleText[] = [{ path: INTERPRETER, text: interpreter }];
  addModules(compiledRoot(), MAIN, modules);
  const scripts = pageScripts(vega, modules).map(withSource);
  return { scripts, vegaLicence, helpPages: readHelpPages() };
}

/** The module, behind those that it imports. */
function addModules(root: string, path: string, modules: ModuleText[]): void {
  const module = { path, text: readFileSync(join(root, path), 'utf8') };
  for (const imported of importsOf(module)) {
    if (!modules.some((known) => known.path === imported)) {
      addModules(root, imported, modules);
    }
  }
  modules.push(module);
}

/** With what names it in a page's Content-Security-Policy. */
export function withSource(text: string): PageScript {
  return { text, source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}

function compiledRoot(): string {
  const root = packageFile('dist');
  if (!existsSync(join(root, MAIN))) {
    throw new TraceError('internal', 'the page’s code is not compiled: npm run build');
  }
  return root;
}

function readHelpPages(): Map<RuleName, string> {
  return new Map(RULES.map((rule) => [rule, readFileSync(packageFile(helpPage(rule)), 'utf8')]));
}

function folderOf(path: string): string {
  return resolve(path, '..');
}
