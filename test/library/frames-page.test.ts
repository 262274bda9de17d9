import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type ColumnSpec, FRAMES, type FrameSpec } from '../../lib/frames/index.ts';

const PAGE = resolve(import.meta.dirname, '../../docs/library.md');
const BEGIN = /<!-- frames: .* -->\n/;
const END = '<!-- end of frames -->';

function columnLine({ name, type, unit, description }: ColumnSpec): string {
  const told = unit === null ? type : type === 'ns' ? 'ns' : `${type}, ${unit}`;
  return `| ${name} | ${told} | ${description} |`;
}

function frameSection({ name, description, columns }: FrameSpec): string {
  const head = ['', `### ${name}`, '', description, '', '| column | type | meaning |', '|---|---|---|'];
  return [...head, ...columns.map(columnLine)].join('\n');
}

test('the library’s page has every column of every frame', () => {
  const page = readFileSync(PAGE, 'utf8');
  const from = page.search(BEGIN) + BEGIN.exec(page)![0].length;
  const to = page.indexOf(END);
  const expected = `${FRAMES.map(frameSection).join('\n')}\n\n`;
  if (process.env.RENEW_FRAMES === '1') {
    writeFileSync(PAGE, page.slice(0, from) + expected + page.slice(to));
  } else {
    expect(page.slice(from, to)).toBe(expected);
  }
});

test('the library’s page names every function that the door has', () => {
  const page = readFileSync(PAGE, 'utf8');
  for (const name of ['openTrace', 'events', 'analyze', 'frames', 'exportFrames', 'openDatabase']) {
    expect(page).toContain(`| \`${name}(`);
  }
});
