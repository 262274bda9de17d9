/** A report as one HTML file. */
export { importsOf, type ModuleText } from './link.ts';
export { type PageAssets, reportPage } from './page.ts';
