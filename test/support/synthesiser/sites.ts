import type { Site } from './event-template.ts';
import { operations } from './operations.ts';

/** The places in the modelled driver's source: for each role a function an operation, at a line of its own. */
export class Sites {
  readonly #of: readonly Site[];
  /** Where the role allocates its IRPs. */
  readonly allocate: Site;

  constructor(role: string, firstLine: number) {
    this.allocate = { function: `${role}AllocateIrp`, line: firstLine };
    this.#of = operations.map(({ name, op }) => ({ function: `${role}${name}`, line: firstLine + 10 * op }));
  }

  of(op: number): Site {
    return this.#of[op - 1]!;
  }
}
