import { escapeHtml } from '../markup/escape.ts';

/**
 * A page of our own documentation as HTML: headings, paragraphs, lists, tables, code. Its title is left out, since it
 * stands under a finding's; links keep their text alone, since a page that travels has no neighbours.
 */
export function helpHtml(markdown: string): string {
  const lines = markdown.split('\n');
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    if (line.startsWith('```')) {
      const end = lines.indexOf('```', at + 1);
      const stop = end < 0 ? lines.length : end;
      blocks.push(`<pre>${escapeHtmlLines(lines.slice(at + 1, stop))}</pre>`);
      at = stop + 1;
      continue;
    }
    const heading = /^(#{1,4}) (.*)$/.exec(line);
    if (heading !== null) {
      if (heading[1]!.length > 1) {
        blocks.push(`<h4>${inline(heading[2]!)}</h4>`);
      }
      at++;
      continue;
    }
    const kind = kindOf(line);
    let end = at + 1;
    while (end < lines.length && continues(kind, lines[end]!)) {
      end++;
    }
    blocks.push(blockHtml(kind, lines.slice(at, end)));
    at = end;
  }
  return blocks.filter((block) => block !== '').join('\n');
}

type Kind = 'blank' | 'bullets' | 'steps' | 'table' | 'code' | 'text';

function kindOf(line: string): Kind {
  if (line.trim() === '') {
    return 'blank';
  }
  if (/^[-*] /.test(line)) {
    return 'bullets';
  }
  if (/^\d+\. /.test(line)) {
    return 'steps';
  }
  if (line.startsWith('    ')) {
    return 'code';
  }
  return line.startsWith('|') ? 'table' : 'text';
}

/** Whether a line belongs to the block that began before it. */
function continues(kind: Kind, line: string): boolean {
  const next = kindOf(line);
  if (kind === 'bullets' || kind === 'steps') {
    return next === kind || (next !== 'blank' && /^ {2,}/.test(line));
  }
  return next === kind && !/^(#|```)/.test(line);
}

function blockHtml(kind: Kind, lines: readonly string[]): string {
  switch (kind) {
    case 'blank':
      return '';
    case 'bullets':
      return `<ul>${itemsHtml(lines, /^[-*] /)}</ul>`;
    case 'steps':
      return `<ol>${itemsHtml(lines, /^\d+\. /)}</ol>`;
    case 'code':
      return `<pre>${escapeHtmlLines(lines.map((line) => line.slice(4)))}</pre>`;
    case 'table':
      return tableHtml(lines);
    case 'text':
      return `<p>${inline(lines.join(' '))}</p>`;
  }
}

function itemsHtml(lines: readonly string[], mark: RegExp): string {
  const items: string[] = [];
  for (const line of lines) {
    if (mark.test(line)) {
      items.push(line.replace(mark, ''));
    } else {
      items[items.length - 1] += ` ${line.trim()}`;
    }
  }
  return items.map((item) => `<li>${inline(item)}</li>`).join('');
}

function tableHtml(lines: readonly string[]): string {
  const rows = lines
    .filter((line) => !/^\|[\s:|-]+\|$/.test(line))
    .map((line) => line.replace(/^\||\|\s*$/g, '').split('|'));
  const [head = [], ...body] = rows;
  const cells = (tag: string, texts: readonly string[]) =>
    `<tr>${texts.map((text) => `<${tag}>${inline(text.trim())}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${cells('th', head)}</thead><tbody>${body.map((row) => cells('td', row)).join('')}</tbody></table>`;
}

/** Code, bold and links in a line. Escaped first: what is put in is our own. */
function inline(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
}

function escapeHtmlLines(lines: readonly string[]): string {
  return lines.map(escapeHtml).join('\n');
}
