import type { ChartData } from '../../charts/data.ts';
import type { ThemeName } from '../../charts/theme.ts';
import type { Picture } from '../../why/picture/picture.ts';

/** What the page's own code is given, as JSON in the page. */
export interface PageData {
  readonly data: ChartData;
  readonly base: ChartData | null;
  /** Vega specifications by the name of their chart, without rows. */
  readonly specs: Readonly<Record<string, object>>;
  /** Charts that have their rows: Vega specifications by the id of their figure. Those with a signal `op` follow the choice. */
  readonly plots: Readonly<Record<string, object>>;
  /** The pictures of slow calls, and the Vega specification that they share; null where there are none. */
  readonly why: { readonly spec: object; readonly pictures: readonly Picture[] } | null;
  /** Vega's configuration for each theme. */
  readonly themes: Readonly<Record<ThemeName, object>>;
}
