/** What is drawn, by colour: the same in every lane. Colours are readable on light and dark ground. */
export const KINDS = [
  { name: 'running', title: 'the call’s own thread, or the DPC at work for it', colour: '#4c8dd6' },
  { name: 'isr', title: 'ISR', colour: '#d6453d' },
  { name: 'dpc', title: 'DPC', colour: '#d98a2b' },
  { name: 'ready', title: 'ready, not running', colour: '#c4609f' },
  { name: 'waiting', title: 'waiting', colour: '#8a6fc9' },
  { name: 'network', title: 'the network’s time, and its events', colour: '#2f9e77' },
  { name: 'lost', title: 'lost packets, closed window', colour: '#b0a12d' },
  { name: 'other', title: 'another thread', colour: '#5fb0c9' },
  { name: 'idle', title: 'idle', colour: '#9198a1' },
  { name: 'unknown', title: 'not recorded', colour: '#6b7280' },
] as const;
export type KindName = (typeof KINDS)[number]['name'];

/** Kinds that are no more than a ground for the others. */
export const FAINT: ReadonlySet<KindName> = new Set(['idle', 'unknown']);
