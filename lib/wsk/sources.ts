import type { Provider } from '../decode/index.ts';

/** The provider group that every driver with this project's tracing library belongs to. */
export const PROVIDER_GROUP = '8f02d326-1cc4-4b6d-be8e-971f85b7e25b';
/** The provider of drivers that have not chosen a name of their own. */
export const DEFAULT_PROVIDER_ID = 'a511d51a-8bc8-56a3-6285-b3d506efe6d1';
export const DEFAULT_PROVIDER_NAME = 'WskTraceDriver';

/** Tells whose events are a WSK driver's. */
export class Sources {
  readonly #named: ReadonlySet<string>;

  /** @param named further providers that the user names, by name or GUID, in any case */
  constructor(named: readonly string[] = []) {
    this.#named = new Set(named.map((name) => name.toLowerCase().replace(/^\{(.*)\}$/, '$1')));
  }

  includes(provider: Provider): boolean {
    return (
      provider.group === PROVIDER_GROUP ||
      provider.id === DEFAULT_PROVIDER_ID ||
      provider.name === DEFAULT_PROVIDER_NAME ||
      this.#named.has(provider.id) ||
      (provider.name !== null && this.#named.has(provider.name.toLowerCase()))
    );
  }
}
