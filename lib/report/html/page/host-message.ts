import type { ThemeName } from '../../charts/theme.ts';

/** What a report's page tells the page that shows it in a frame; and the other way round where to go. */
export interface HostMessage {
  /** What stands behind its address, with the #; or empty. */
  readonly address?: string;
  readonly theme?: ThemeName;
  /** Those that were dropped on it. */
  readonly files?: readonly File[];
}
