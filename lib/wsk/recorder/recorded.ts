/** What recording an event came to. */
export const Recorded = {
  Taken: 0,
  /** It was left, since its cause has not been seen and can still come. */
  Waits: 1,
  /** It belongs to a later load of the driver, whose ids begin anew. */
  NewLoad: 2,
} as const;
export type Recorded = (typeof Recorded)[keyof typeof Recorded];
