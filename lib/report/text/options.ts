import type { Style } from '../style.ts';

/** How a text is to be laid out. */
export interface TextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly style: Style;
}
