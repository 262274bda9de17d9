/** How a text is set off in a terminal; each is the identity where there are no colours (PLAIN). */
export interface Style {
  heading(text: string): string;
  dim(text: string): string;
  error(text: string): string;
  warning(text: string): string;
  good(text: string): string;
}

const same = (text: string) => text;

/** For files, and for terminals without colours. */
export const PLAIN: Style = { heading: same, dim: same, error: same, warning: same, good: same };
