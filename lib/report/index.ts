/** Results to text and data that people and programs read. Nothing here prints. */

export { EVENT_FORMATS, type EventFormat, eventFormatter } from './events/format.ts';
export { type EventRecord, eventRecord } from './events/record.ts';
export { infoJson, reportJson } from './json.ts';
export { createStyle, type Style } from './style.ts';
export { infoText } from './text/info.ts';
export { reportText, type TextOptions } from './text/report.ts';
export { formatBytes, formatCount, formatNs, plural, printable } from './units.ts';
