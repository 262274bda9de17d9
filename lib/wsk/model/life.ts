/**
 * What is used again for another life some time after it ended. Who keeps something of it beyond the moment in which it
 * is shown keeps a copy, or its `life` to compare with.
 */
export interface Living {
  /** Which life of its kind and driver it is, counted from 1; 0 once it is forgotten. */
  readonly life: number;
}

/** What is referred to, in the life in which it was; null once that is forgotten. */
export function inLife<T extends Living>(object: T | null, life: number): T | null {
  return object !== null && object.life === life ? object : null;
}
