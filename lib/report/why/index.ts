/** Why calls were slow, as text, Markdown and JSON. */
export { WHY_SCHEMA, whyJson } from './json.ts';
export { whyMarkdown } from './markdown.ts';
export { whyText } from './text.ts';
