import { withoutScriptEnd } from '../markup/escape.ts';
import { linkModules, type ModuleText } from './link.ts';

/**
 * The scripts of a page, in the order in which they run, as they may stand in their elements.
 * @param vega Vega, as a script that makes the global object `vega`
 * @param modules the page's own code, as compiled: each module after those that it imports
 */
export function pageScripts(vega: string, modules: readonly ModuleText[]): string[] {
  return [vega, linkModules(modules, { 'vega-util': 'vega' })].map(withoutScriptEnd);
}
