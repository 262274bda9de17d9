import type { EventKind, SlotName } from '../events/schema.ts';
import type { Telling } from '../model/driver.ts';

/** Where a call's operation is found: it is always the same, or a field tells it. */
export type OperationSource =
  | { readonly op: number }
  | { readonly field: string; readonly values: ReadonlyMap<number, number> | null };

/** One mapped event: what it means, and which of its fields are what. */
export interface EventRule {
  readonly kind: EventKind;
  readonly names: Readonly<Partial<Record<SlotName, string>>>;
  /** Of `names`, those that some events may lack. */
  readonly optional: ReadonlySet<SlotName>;
  /** The field that identifies what the event is about. */
  readonly identity: SlotName;
  readonly operation: OperationSource | null;
  /** Where it stands in which file, for messages. */
  readonly file: string;
  readonly path: string;
}

/** The mapped events of one driver. */
export interface MappedSource {
  readonly name: string;
  /** Name or GUID of the provider, lower case. */
  readonly provider: string;
  readonly tells: Telling;
  /** By the event's name. */
  readonly events: ReadonlyMap<string, EventRule>;
}

export interface Mapping {
  readonly sources: readonly MappedSource[];
}
