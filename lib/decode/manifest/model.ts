import type { Schema } from '../schema.ts';

/** What could be read of a manifest. */
export interface Manifest {
  readonly providers: readonly ManifestProvider[];
  /** What could not, a sentence each that names the line: it costs the event or the field that it stands in. */
  readonly faults: readonly string[];
}

/** An event provider as its manifest describes it. */
export interface ManifestProvider {
  readonly name: string | undefined;
  /** Lower-case GUID. */
  readonly id: string;
  readonly events: readonly ManifestEvent[];
}

export interface ManifestEvent {
  readonly id: number;
  readonly version: number;
  readonly schema: Schema;
}
