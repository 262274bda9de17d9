/** What is outstanding at a trace's end: a collector that observes an analysis. */
export {
  DEFAULT_MAX_OUTSTANDING,
  type FunctionLeaks,
  LeakCollector,
  type Leaks,
  type OutstandingList,
  type SocketLeaks,
} from './leaks.ts';
export type { OutstandingCall, OutstandingIrp, OutstandingSocket } from './outstanding.ts';
