/** Reading in a second thread: rows pass to the analysis through shared memory. */
export type { News } from './news.ts';
export { type ReadingRequest, type ReadingThread, RowsAhead, type StartReading } from './rows-ahead.ts';
export { serveRows } from './serve-rows.ts';
export { type SharedRows, shareRows } from './shared-rows.ts';
