import { type Site, UNKNOWN_SITE } from '../site.ts';

/** A trace whose every event tells another site is no driver's: of more the numbers are not kept. */
export const MOST_SITES = 65_536;

/** Numbers of sites, by which rows tell them: from 1 in the order of appearance; 0 is that of a site that is not told. */
export class SiteNumbers {
  readonly #numbers = new Map<Site, number>([[UNKNOWN_SITE, 0]]);
  readonly #onSite: (number: number, site: Site) => void;

  /** @param onSite told of a site before a row tells its number */
  constructor(onSite: (number: number, site: Site) => void) {
    this.#onSite = onSite;
  }

  /** Whether there are more sites than are kept: then one number is that of each of the others, until the next is met. */
  get areTooMany(): boolean {
    return this.#numbers.size > MOST_SITES;
  }

  of(site: Site): number {
    const known = this.#numbers.get(site);
    if (known !== undefined) {
      return known;
    }
    const number = this.#numbers.size;
    if (!this.areTooMany) {
      this.#numbers.set(site, number);
    }
    this.#onSite(number, site);
    return number;
  }
}
