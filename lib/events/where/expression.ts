import type { Pattern } from '../pattern.ts';

/** What `--where` asks of an event, as it was read. */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  /** Whether a field is true, not 0 or not empty. */
  | { readonly kind: 'truth'; readonly field: FieldPath }
  | {
      readonly kind: 'compare';
      readonly field: FieldPath;
      readonly operator: Operator;
      readonly value: Literal;
    }
  | { readonly kind: 'like'; readonly field: FieldPath; readonly pattern: Pattern };

/** A field, then the members inside of it: `Header.Length`. */
export type FieldPath = readonly string[];

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A value to compare with: its number where it is one, and its text as written. */
export interface Literal {
  readonly number: number | bigint | null;
  /** In lower case. */
  readonly text: string;
  /** The numbers of the status that this is the name of, looked up when first asked for: see `loadStatusNames`. */
  readonly statuses: readonly number[];
}
