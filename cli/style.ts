import type { Style } from '../lib/report/index.ts';

/** Texts set off by the terminal's colours, or not at all. */
export async function createStyle(hasColour: boolean): Promise<Style> {
  // Loaded for terminals alone: it asks for process.stdout, see processTerminal.
  const colours = hasColour ? (await import('picocolors')).default.createColors(true) : null;
  return {
    heading: colours?.bold ?? String,
    dim: colours?.dim ?? String,
    error: colours?.red ?? String,
    warning: colours?.yellow ?? String,
    good: colours?.green ?? String,
  };
}
