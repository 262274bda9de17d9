import type { ProviderFacts } from '../../decode/index.ts';
import { DEFAULT_PROVIDER_ID } from '../../wsk/index.ts';

/** The commands that record a trace's drivers again, which may have providers of their own. */
export class RecordingCommands {
  readonly #drivers: readonly ProviderFacts[];

  /** @param drivers none stands for a driver that has the library's own provider */
  constructor(drivers: readonly ProviderFacts[]) {
    this.#drivers = drivers;
  }

  /** Records all that drivers tell: a session takes one provider when it is made, and the others afterwards. */
  allKeywords(): string[] {
    const told = this.#drivers.flatMap(({ id }) => id ?? []);
    const [first = DEFAULT_PROVIDER_ID, ...others] = new Set(told);
    return [
      `logman create trace wsktrace -p {${first}} 0x7f 5 -bs 256 -nb 16 64 -o trace.etl -ets`,
      ...others.map((id) => `logman update trace wsktrace -p {${id}} 0x7f 5 -ets`),
    ];
  }

  /** Records by a profile of the library, which names the library's provider alone. */
  profile(name: string): string[] {
    const own = new Set(this.#drivers.flatMap(({ id }) => (id === DEFAULT_PROVIDER_ID ? [] : (id ?? []))));
    return [
      `wpr -start wsktrace.wprp!${name} -filemode`,
      ...[...own].map(
        (id) => `for that wsktrace.wprp needs an EventProvider of Name="${id}": its first comment tells how`,
      ),
    ];
  }
}
