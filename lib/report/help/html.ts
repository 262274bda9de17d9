import { escapeHtml } from '../markup/escape.ts';
import { aroundCode } from './around-code.ts';
import { type Block, blocksOf } from './blocks.ts';

/**
 * A page of our own documentation as HTML. Its title is left out, since it stands under a finding's; links keep their
 * text alone, since a page that travels has no neighbours.
 */
export function helpHtml(markdown: string): string {
  return blocksOf(markdown)
    .filter((block) => block.kind !== 'heading' || block.level > 1)
    .map(blockHtml)
    .join('\n');
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h4>${inline(block.text)}</h4>`;
    case 'bullets':
      return `<ul>${itemsHtml(block.items)}</ul>`;
    case 'steps':
      return `<ol>${itemsHtml(block.items)}</ol>`;
    case 'code':
      return `<pre>${block.lines.map(escapeHtml).join('\n')}</pre>`;
    case 'table':
      return `<table><thead>${rowHtml('th', block.head)}</thead><tbody>${block.rows.map((row) => rowHtml('td', row)).join('')}</tbody></table>`;
    case 'text':
      return `<p>${inline(block.text)}</p>`;
  }
}

function itemsHtml(items: readonly string[]): string {
  return items.map((item) => `<li>${inline(item)}</li>`).join('');
}

function rowHtml(tag: string, cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<${tag}>${inline(cell)}</${tag}>`).join('')}</tr>`;
}

/** Code, bold and links in a line. Escaped first: what is put in is our own. */
function inline(text: string): string {
  const marked = (rest: string) =>
    rest.replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>').replace(/!?\[([^\]]+)\]\([^)]*\)/g, '$1');
  return aroundCode(escapeHtml(text), marked, (code) => `<code>${code}</code>`);
}
