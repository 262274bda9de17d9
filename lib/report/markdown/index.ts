/** A report as Markdown. */
export { reportMarkdown } from './report.ts';
