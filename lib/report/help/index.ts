/** The pages that explain findings, and where they are to be had. */
export { helpHtml } from './html.ts';
export { contractPage, helpCommand, helpPage } from './rule-help.ts';
export { helpText } from './text.ts';
