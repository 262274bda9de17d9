import type { Provider, TraceFacts } from '../../decode/index.ts';
import type { RowShape } from '../events/row-layout.ts';
import type { EventKind } from '../events/schema.ts';
import type { Site } from '../site.ts';

/** What the reading thread tells besides rows, before the block whose rows need it. */
export type News =
  /** `row` is how many rows come before it. */
  | { readonly what: 'source'; readonly row: number; readonly source: number; readonly provider: Provider }
  | { readonly what: 'kind'; readonly row: number; readonly source: number; readonly kind: EventKind }
  /** What the rows of a form are like. */
  | { readonly what: 'form'; readonly shape: RowShape }
  /** The site of a number. */
  | { readonly what: 'site'; readonly number: number; readonly site: Site }
  /** More is known of a provider. */
  | { readonly what: 'provider'; readonly source: number; readonly provider: Provider }
  | {
      readonly what: 'end';
      readonly facts: TraceFacts;
      /** When the last event was, of a driver or not. */
      readonly timeNs: number;
      /** The numbers of the sources, in the order in which their drivers end. */
      readonly sources: readonly number[];
    };
