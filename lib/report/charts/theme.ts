export type ThemeName = 'light' | 'dark';

/** Colours of what is no data. Those of data are readable on both grounds. */
const COLOURS = {
  light: {
    text: '#24292f',
    quiet: '#59636e',
    line: '#d1d9e0',
    heat: ['#dce9f8', '#7fb0e6', '#2f6fc0', '#0b2d63'],
  },
  dark: {
    text: '#e6edf3',
    quiet: '#9198a1',
    line: '#30363d',
    heat: ['#12253f', '#1f4f8f', '#4c8dd6', '#cfe4fb'],
  },
} as const;

/** Distinguishable with most kinds of colour blindness (after Okabe and Ito), on light and dark ground. */
const CATEGORIES = ['#4c8dd6', '#d98a2b', '#2f9e77', '#c4609f', '#8a6fc9', '#b0a12d', '#d6453d', '#5fb0c9'];

/** Vega’s configuration for a theme: given with the parsed specification, so that one can be drawn in both. */
export function vegaConfig(theme: ThemeName, font: string): Record<string, unknown> {
  const { text, quiet, line, heat } = COLOURS[theme];
  return {
    background: 'transparent',
    mark: { font },
    axis: {
      labelFont: font,
      titleFont: font,
      labelColor: quiet,
      titleColor: quiet,
      titleFontWeight: 'normal',
      gridColor: line,
      domainColor: line,
      tickColor: line,
      labelFontSize: 11,
      titleFontSize: 11,
    },
    legend: {
      labelFont: font,
      titleFont: font,
      labelColor: text,
      titleColor: quiet,
      titleFontWeight: 'normal',
      labelFontSize: 11,
    },
    title: { font, subtitleFont: font, color: text, subtitleColor: quiet, anchor: 'start', fontSize: 14 },
    style: { cell: { stroke: 'transparent' } },
    range: { category: CATEGORIES, heatmap: heat, ramp: heat },
  };
}
