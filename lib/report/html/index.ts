/** A report as one HTML file. */

export { DRAWN_CALLS } from './drawn-calls.ts';
export { fleetPage } from './fleet/index.ts';
export { modulesOf } from './link.ts';
export type { HostMessage } from './page/host-message.ts';
export { reportPage } from './page.ts';
export type { PageAssets, PageScript } from './page-document.ts';
export { pageScripts } from './page-scripts.ts';
export { whyPage } from './why-page.ts';
