/**
 * What is used again for another life some time after it ended. Who keeps something of it beyond the moment in which it
 * is shown keeps a copy, or its `life` to compare with. Objects refer to each other so, too: by the object and the life
 * that is meant, which each getter compares by itself (one function for all kinds of object would see them all, and no
 * longer be inlined into the recorder's steps).
 */
export interface Living {
  /** Which life of its kind and driver it is, counted from 1; 0 once it is forgotten. */
  readonly life: number;
}

/** Where objects of a kind are found again that may be other objects in memory by now. */
export interface Lives<T> {
  /** The one with this id whose life it is, or null once it is forgotten. */
  ofLife(idLow: number, idHigh: number, life: number): T | null;
  /** Whether it is not forgotten; it stays where it is. */
  isAlive(idLow: number, idHigh: number, life: number): boolean;
}
