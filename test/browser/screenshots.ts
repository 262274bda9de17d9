import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const KEPT = resolve(import.meta.dirname, 'screenshots');
/** Fonts and versions of the browser differ a little: letters move by a pixel, lines stay where they are. */
const PIXEL_TOLERANCE = 0.25;
export const SHARE_TOLERANCE = 0.04;

/**
 * The share of pixels in which a screenshot differs from the kept one. A new one is kept with UPDATE_SCREENSHOTS=1;
 * one that differs is written beside the kept one, as NAME.actual.png.
 */
export function differenceFrom(name: string, png: Buffer): number {
  const file = resolve(KEPT, `${name}.png`);
  if (process.env.UPDATE_SCREENSHOTS === '1') {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(file, png);
  }
  if (!existsSync(file)) {
    throw new Error(`${name} is not kept yet: UPDATE_SCREENSHOTS=1 npx vitest run test/browser`);
  }
  const [kept, actual] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(png)];
  const isSameSize = kept.width === actual.width && kept.height === actual.height;
  const share = isSameSize
    ? pixelmatch(kept.data, actual.data, undefined, kept.width, kept.height, { threshold: PIXEL_TOLERANCE }) /
      (kept.width * kept.height)
    : 1;
  if (share > SHARE_TOLERANCE) {
    writeFileSync(resolve(KEPT, `${name}.actual.png`), png);
  }
  return share;
}
