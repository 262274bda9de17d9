import type { ChartData } from '../../charts/data.ts';
import type { ThemeName } from '../../charts/theme.ts';

/** What the page's own code is given, as JSON in the page. */
export interface PageData {
  readonly data: ChartData;
  readonly base: ChartData | null;
  /** Vega specifications by the name of their chart, without rows. */
  readonly specs: Readonly<Record<string, object>>;
  /** Vega's configuration for each theme. */
  readonly themes: Readonly<Record<ThemeName, object>>;
}
