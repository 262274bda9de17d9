/** A block of a page of our own documentation. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'bullets' | 'steps'; readonly items: readonly string[] }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'text'; readonly text: string };

/** Reads Markdown as our pages use it: headings, paragraphs, lists, tables, code. Comments are left out. */
export function blocksOf(markdown: string): Block[] {
  const lines = markdown.replaceAll(/<!--.*?-->\n?/gs, '').split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    if (line.startsWith('```')) {
      const end = lines.indexOf('```', at + 1);
      const stop = end < 0 ? lines.length : end;
      blocks.push({ kind: 'code', lines: lines.slice(at + 1, stop) });
      at = stop + 1;
      continue;
    }
    const heading = /^(#{1,4}) (.*)$/.exec(line);
    if (heading !== null) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]! });
      at++;
      continue;
    }
    const kind = kindOf(line);
    let end = at + 1;
    while (end < lines.length && continues(kind, lines[end]!)) {
      end++;
    }
    if (kind !== 'blank') {
      blocks.push(blockOf(kind, lines.slice(at, end)));
    }
    at = end;
  }
  return blocks;
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

function blockOf(kind: Exclude<Kind, 'blank'>, lines: readonly string[]): Block {
  switch (kind) {
    case 'bullets':
      return { kind, items: itemsOf(lines, /^[-*] /) };
    case 'steps':
      return { kind, items: itemsOf(lines, /^\d+\. /) };
    case 'code':
      return { kind, lines: lines.map((line) => line.slice(4)) };
    case 'table': {
      const [head = [], ...rows] = lines
        .filter((line) => !/^\|[\s:|-]+\|$/.test(line))
        .map((line) => line.replace(/^\||\|\s*$/g, '').split('|'))
        .map((cells) => cells.map((cell) => cell.trim()));
      return { kind, head, rows };
    }
    case 'text':
      return { kind, text: lines.join(' ') };
  }
}

function itemsOf(lines: readonly string[], mark: RegExp): string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (mark.test(line)) {
      items.push(line.replace(mark, ''));
    } else {
      items[items.length - 1] += ` ${line.trim()}`;
    }
  }
  return items;
}
