import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { OutputFile, refuseClashes, replaceTogether } from '../../lib/output/index.ts';
import { readLibraryFile } from '../../lib/package/index.ts';
import { CHARTS, chartInput, chartPictures, PICTURE_FONT, type Report } from '../../lib/report/index.ts';
import { jsonText } from '../../lib/text/index.ts';

/** Pixels of the pictures for each of a chart's own: sharp on dense screens and on paper. */
const SCALE = 2;

/** Writes each chart as SVG, as PNG, and as the Vega-Lite specification that both come from; none over a file that was read. */
export async function writeCharts(
  folder: string,
  report: Report,
  base: Report | null,
  inputs: readonly string[],
): Promise<void> {
  await startResvg();
  const font = fontOptions();
  const files: OutputFile[] = [];
  const write = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    refuseClashes(inputs, [path]);
    const file = new OutputFile(path);
    files.push(file);
    file.write(content);
  };
  try {
    for (const { name, spec, svg } of await chartPictures(CHARTS, chartInput(report, base))) {
      write(`${name}.svg`, svg);
      write(`${name}.vl.json`, `${jsonText(spec, 2)}\n`);
      const picture = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: SCALE } }).render();
      write(`${name}.png`, picture.asPng());
    }
    replaceTogether(folder, files);
  } finally {
    for (const file of files) {
      file.abandon();
    }
  }
}

/** Made once: the library refuses to be started again in a process. */
let resvgStart: Promise<void> | null = null;

async function startResvg(): Promise<void> {
  resvgStart ??= initWasm(readLibraryFile('@resvg/resvg-wasm', 'index_bg.wasm'));
  await resvgStart;
}

/** The package's own font: a system may have none, and then all text would be missing. */
function fontOptions() {
  const files = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];
  return {
    fontBuffers: files.map((file) => readLibraryFile('dejavu-fonts-ttf', `ttf/${file}`)),
    defaultFontFamily: PICTURE_FONT,
  };
}
