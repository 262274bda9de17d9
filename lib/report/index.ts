/** Results to text and data that people and programs read. Nothing here prints. */

export { EVENT_FORMATS, type EventFormat, eventFormatter } from './events/format.ts';
export { EventReader, type EventRecord } from './events/record.ts';
export { helpPage } from './help.ts';
export { infoJson, latencyJson, leaksJson, reportJson } from './json.ts';
export { createStyle, type Style } from './style.ts';
export { infoText } from './text/info.ts';
export { type LatencyTextOptions, latencyText } from './text/latency.ts';
export { leaksText } from './text/leaks.ts';
export { reportText, type TextOptions } from './text/report.ts';
export { formatBytes, formatCount, formatNs, formatRate, plural, printable } from './units.ts';
