import type { Site } from '../../wsk/index.ts';
import type { Style } from '../style.ts';

/** How a text is to be laid out. */
export interface TextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly style: Style;
  /** Where a site stands in the driver's sources, where those are given. */
  readonly locate?: (site: Site) => { readonly path: string; readonly line: number } | null;
}
