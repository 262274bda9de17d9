import type { Provider, TraceFacts } from '../../decode/index.ts';
import type { EventKind } from '../events/schema.ts';
import type { Site } from '../site.ts';

/** What the reading thread tells besides rows, before the block whose rows need it. */
export type News =
  /** `row` is how many rows come before it. */
  | { readonly what: 'source'; readonly row: number; readonly source: number; readonly provider: Provider }
  | { readonly what: 'kind'; readonly row: number; readonly source: number; readonly kind: EventKind }
  /** A form of event, by its number, with the fields that its rows have. */
  | {
      readonly what: 'form';
      readonly form: number;
      readonly kind: EventKind;
      readonly source: number;
      readonly slots: number;
      readonly layout: RowLayout;
    }
  /** The places in the code that come next, by their numbers. */
  | { readonly what: 'sites'; readonly sites: readonly Site[] }
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

/** Which of a form's fields are integers: those whose low halves are told, and those that have high ones. */
export interface RowLayout {
  readonly lows: Uint8Array;
  readonly highs: Uint8Array;
}
