import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { compile } from 'vega-lite';
import { beforeAll, describe, expect, test } from 'vitest';
import { fixture, wsktrace } from '../../support/cli.ts';

describe('report --charts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wsktrace-charts-'));

  beforeAll(async () => {
    const { code } = await wsktrace('report', fixture('wine-echo-concurrent.etl'), '--charts', folder);
    expect(code).toBe(0);
  });

  test('writes each chart three times: as picture, as drawing and as specification', () => {
    const names = readdirSync(folder);
    const stems = new Set(names.map((name) => name.replace(/\.(svg|png|vl\.json)$/, '')));
    for (const stem of stems) {
      expect(names).toEqual(expect.arrayContaining([`${stem}.svg`, `${stem}.png`, `${stem}.vl.json`]));
    }
    expect([...stems]).toEqual(
      expect.arrayContaining([
        'throughput',
        'ecdf',
        'queue-depth',
        'transfer',
        'histogram-Receive',
        'heatmap-Send',
      ]),
    );
  });

  test('draws text into the picture with the package’s own font', () => {
    const png = PNG.sync.read(readFileSync(join(folder, 'throughput.png')));
    // The title stands at the top left: without a font this part would be blank.
    const dark = [];
    for (let y = 0; y < 70; y++) {
      for (let x = 0; x < png.width / 2; x++) {
        const at = (y * png.width + x) * 4;
        if (png.data[at]! < 100 && png.data[at + 1]! < 100) {
          dark.push(at);
        }
      }
    }
    expect(dark.length).toBeGreaterThan(500);
    expect(readFileSync(join(folder, 'throughput.svg'), 'utf8')).toContain('DejaVu Sans');
  });

  test('writes specifications that stand alone, with every call in them', () => {
    const spec = JSON.parse(readFileSync(join(folder, 'histogram-Receive.vl.json'), 'utf8'));
    const rows = spec.datasets.buckets as { count: number }[];
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(20);
    expect(compile(spec).spec.data?.length).toBeGreaterThan(0);
    expect(spec.description).toContain('20 Receive calls');
  });
});
