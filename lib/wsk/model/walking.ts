/**
 * Whether somebody walks over all objects of a driver: then those whose rows are asked for are shown and not brought
 * back, so that a walk over millions takes no memory. One for all registries of a driver, since its objects lead to
 * each other.
 */
export class Walking {
  /** Which walk it is, or was last; those within another one are of it. */
  walk = 0;
  #depth = 0;

  get isUnderWay(): boolean {
    return this.#depth > 0;
  }

  begin(): void {
    this.walk += this.#depth === 0 ? 1 : 0;
    this.#depth++;
  }

  end(): void {
    this.#depth--;
  }
}
