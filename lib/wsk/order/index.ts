/** What precedes what in a trace: by causes, by each processor's own order, and by clocks as far as they can tell. */
export { type ClockFacts, type ClockOffset, Clocks, type OffsetRange } from './clocks.ts';
export { Moment } from './moment.ts';
export { type Awaited, Cause, Order, type Precedence } from './order.ts';
export { Patience } from './patience.ts';
export { Preview } from './preview.ts';
export { Sequencer, type Taker } from './sequencer.ts';
