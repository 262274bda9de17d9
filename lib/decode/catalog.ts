import type { RawEvent } from '../etl/index.ts';
import { type Provider, ProviderTable } from './providers.ts';
import type { Schema } from './schema.ts';
import { TraceLoggingCache } from './tracelogging-cache.ts';

/** The providers and schemas of one trace. */
export class Catalog {
  readonly providers = new ProviderTable();
  readonly #traceLogging = new TraceLoggingCache();

  providerOf(event: RawEvent): Provider | null {
    return this.providers.of(event);
  }

  /** The schema of an event of this provider, or null. */
  schemaOf(event: RawEvent, provider: Provider | null): Schema | null {
    if (provider !== null && event.schema !== 0) {
      return this.#traceLogging.find(event, provider);
    }
    return null;
  }
}
