/** A report as one HTML file. */
export { importsOf, type ModuleText } from './link.ts';
export { reportPage } from './page.ts';
export type { PageAssets } from './page-document.ts';
export { whyPage } from './why-page.ts';
