import type { TextOptions } from '../text/options.ts';
import { textTable } from '../text/table.ts';
import { wrap, wrapAfter } from '../text/wrap.ts';
import { aroundCode } from './around-code.ts';
import { type Block, blocksOf } from './blocks.ts';

/**
 * A page of our own documentation for a terminal.
 * @param isTopic whether a page of this name can be asked for: links to it name the command
 */
export function helpText(
  markdown: string,
  options: TextOptions,
  isTopic: (name: string) => boolean = () => false,
): string {
  const inline = (text: string) => inlineText(text, isTopic);
  const blocks = blocksOf(markdown).map((block) => blockText(block, options, inline));
  return `${blocks.join('\n\n')}\n`;
}

function blockText(block: Block, { style, width }: TextOptions, inline: (text: string) => string): string {
  switch (block.kind) {
    case 'heading':
      return style.heading(wrap(inline(block.text), width, ''));
    case 'bullets':
      return block.items.map((item) => `  - ${wrapAfter(inline(item), width, '    ')}`).join('\n');
    case 'steps': {
      const digits = String(block.items.length).length;
      return block.items
        .map((item, at) => {
          const number = `  ${String(at + 1).padStart(digits)}. `;
          return number + wrapAfter(inline(item), width, ' '.repeat(number.length));
        })
        .join('\n');
    }
    case 'code':
      return block.lines.map((line) => style.dim(`    ${line}`.trimEnd())).join('\n');
    case 'table':
      return tableText(block, { style, width }, inline);
    case 'text':
      return wrap(inline(block.text), width, '');
  }
}

/** Aligned where that fits, or else a row as an item: its first cell, and the others behind. */
function tableText(
  { head, rows }: Extract<Block, { kind: 'table' }>,
  { style, width }: TextOptions,
  inline: (text: string) => string,
): string {
  const cells = rows.map((row) => row.map(inline));
  const table = textTable(head.map(inline), cells, style, head.length);
  const isNarrow = table.split('\n').every((line) => line.length <= width);
  return isNarrow
    ? table
    : cells
        .map(([first = '', ...others]) => `  - ${wrapAfter(`${first}: ${others.join('; ')}`, width, '    ')}`)
        .join('\n');
}

/** Without the marks; a link to a page is followed by the command that prints it, one to elsewhere by its address. */
function inlineText(text: string, isTopic: (name: string) => boolean): string {
  const withoutMarks = (rest: string, whole: (part: string) => string) =>
    rest
      .replace(/(\*\*?)(\S[^*]*)\1/g, '$2')
      .replace(/!?\[([^\]]+)\]\(([^)]*)\)/g, (_, label: string, target: string) => {
        const name = /([\w-]+)\.md(?:#.*)?$/.exec(target)?.[1];
        if (name !== undefined && isTopic(name)) {
          return whole(label) === name ? label : `${label} (wsktrace explain ${name})`;
        }
        return /^https?:/.test(target) ? `${label} (${target})` : label;
      });
  return aroundCode(text, withoutMarks, (code) => code);
}
