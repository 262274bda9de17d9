import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { CHARTS, chartInput, chartPictures, PICTURE_FONT, type Report } from '../../lib/report/index.ts';
import { jsonText } from '../../lib/text/index.ts';
import { writeFile } from './write-file.ts';

/** Pixels of the pictures for each of a chart's own: sharp on dense screens and on paper. */
const SCALE = 2;

/** Writes each chart as SVG, as PNG, and as the Vega-Lite specification that both come from. */
export async function writeCharts(folder: string, report: Report, base: Report | null): Promise<void> {
  const font = fontOptions();
  for (const { name, spec, svg } of await chartPictures(CHARTS, chartInput(report, base))) {
    writeFile(join(folder, `${name}.svg`), svg);
    writeFile(join(folder, `${name}.vl.json`), `${jsonText(spec, 2)}\n`);
    const picture = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: SCALE } }).render();
    writeFile(join(folder, `${name}.png`), picture.asPng());
  }
}

/** The package's own font: a system may have none, and then all text would be missing. */
function fontOptions() {
  const require = createRequire(import.meta.url);
  const files = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];
  return {
    loadSystemFonts: false,
    fontFiles: files.map((file) => require.resolve(`dejavu-fonts-ttf/ttf/${file}`)),
    defaultFontFamily: PICTURE_FONT,
  };
}
