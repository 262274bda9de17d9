import picocolors from 'picocolors';

/** How a text is set off in a terminal; each is the identity where there are no colours. */
export interface Style {
  heading(text: string): string;
  dim(text: string): string;
  error(text: string): string;
  warning(text: string): string;
  good(text: string): string;
}

export function createStyle(hasColour: boolean): Style {
  const colours = picocolors.createColors(hasColour);
  return {
    heading: colours.bold,
    dim: colours.dim,
    error: colours.red,
    warning: colours.yellow,
    good: colours.green,
  };
}
