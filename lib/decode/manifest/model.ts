import type { Schema } from '../schema.ts';

/** An event provider as its manifest describes it. */
export interface ManifestProvider {
  readonly name: string;
  /** Lower-case GUID. */
  readonly id: string;
  readonly events: readonly ManifestEvent[];
}

export interface ManifestEvent {
  readonly id: number;
  readonly version: number;
  readonly schema: Schema;
}
