import picocolors from 'picocolors';
import type { Style } from '../lib/report/index.ts';

/** Texts set off by the terminal's colours, or not at all. */
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
