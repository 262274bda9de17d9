import { SaxesParser } from 'saxes';
import type { Output } from './outputs.ts';

const ACTS_ON_TERMINAL = /(?![\r\n])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
/** GitHub's runner trims a line's start by .NET's idea of space, and looks for the older form anywhere. */
const COMMAND = /^[^\S\n]*::|##\[|##vso\[/im;

/**
 * What is wrong with an output, in words; empty where a parser of its format finds nothing in it but what the same
 * trace with a harmless name has, and no line of it acts on a terminal or in a build's log.
 * @param harmless the same output of the trace with a harmless name
 */
export function faultsOf(output: Output, harmless: Output): string[] {
  const { format, place, text } = output;
  // A file is what its format says; CSV alone has no way to keep such characters harmless, and none is asked for.
  const isExact = format === 'csv' && place !== 'terminal';
  return [
    ...(!isExact && ACTS_ON_TERMINAL.test(text)
      ? [`acts on a terminal: ${shown(text, ACTS_ON_TERMINAL)}`]
      : []),
    ...(text.includes('\r') && format !== 'csv' ? ['holds a carriage return'] : []),
    ...commands(output),
    ...SHAPE_FAULTS[format](text, harmless.text),
  ];
}

function shown(text: string, pattern: RegExp): string {
  const at = text.search(pattern);
  return JSON.stringify(text.slice(Math.max(0, at - 40), at + 40));
}

function commands({ format, place, text }: Output): string[] {
  if (format === 'github') {
    // Each line is one command of ours, whose text holds no other.
    const odd = text
      .split('\n')
      .filter(
        (line) =>
          line !== '' && !/^::(error|warning) (?:(?!::|##\[|##vso\[).)*::(?:(?!##\[|##vso\[).)*$/i.test(line),
      );
    return odd.map((line) => `no annotation: ${JSON.stringify(line.slice(0, 100))}`);
  }
  const isFile = format === 'csv' && place === 'file';
  return !isFile && COMMAND.test(text) ? [`holds a command: ${shown(text, COMMAND)}`] : [];
}

type ShapeFaults = (text: string, harmless: string) => string[];

const SHAPE_FAULTS: Readonly<Record<Output['format'], ShapeFaults>> = {
  // Where a line is broken depends on the name: what a line begins with does not come of it.
  text: () => [],
  json: (text, harmless) => sameShape('JSON', jsonShape(text), jsonShape(harmless)),
  ndjson: (text, harmless) =>
    sameShape('JSON lines', text.split('\n').map(jsonShape), harmless.split('\n').map(jsonShape)),
  csv: (text, harmless) => sameShape('CSV', csvShape(text), csvShape(harmless)),
  xml: (text, harmless) => sameShape('XML', xmlShape(text), xmlShape(harmless)),
  markdown: (text, harmless) => sameShape('Markdown', markdownShape(text), markdownShape(harmless)),
  html: (text, harmless) => sameShape('HTML', htmlShape(text), htmlShape(harmless)),
  github: (text, harmless) => sameShape('annotations', text.split('\n').length, harmless.split('\n').length),
};

function sameShape(what: string, one: unknown, other: unknown): string[] {
  const [left, right] = [JSON.stringify(one), JSON.stringify(other)];
  if (left === right) {
    return [];
  }
  const at = [...left].findIndex((_, i) => left[i] !== right[i]);
  return [
    `another shape of ${what}: ${left.slice(Math.max(0, at - 30), at + 30)} | ${right.slice(Math.max(0, at - 30), at + 30)}`,
  ];
}

/** The value without its texts, and without the keys that are names from the trace. */
function jsonShape(text: string): unknown {
  return text === '' ? '' : withoutTexts(JSON.parse(text));
}

/** In an order of their own: findings that are alike stand in the order of their fingerprints, which names make. */
function withoutTexts(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return typeof value;
  }
  const inner = Object.values(value).map((each) => JSON.stringify(withoutTexts(each)));
  return [Array.isArray(value), ...inner.sort()];
}

/** Cells of each row (RFC 4180). */
function csvShape(text: string): number[] {
  const widths: number[] = [];
  let cells = 1;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      isQuoted = !isQuoted;
    } else if (!isQuoted && character === ',') {
      cells++;
    } else if (!isQuoted && character === '\n') {
      widths.push(cells);
      cells = 1;
    }
  }
  return widths;
}

function xmlShape(text: string): string[] {
  const parser = new SaxesParser();
  const tags: string[] = [];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => tags.push(`${name} ${Object.keys(attributes).join(' ')}`));
  for (const kind of ['comment', 'cdata', 'processinginstruction', 'doctype'] as const) {
    parser.on(kind, () => tags.push(kind));
  }
  parser.write(text).close();
  return tags;
}

/** Tags and comments in order, with their attributes' names. */
function htmlShape(text: string): string[] {
  return [...text.matchAll(/<(\/?[a-z!-][^\s>]*)((?:[^>"]|"[^"]*")*)>/gi)].map(
    ([, tag, attributes]) =>
      `${tag} ${[...attributes!.matchAll(/([\w-]+)=/g)].map(([, name]) => name).join(' ')}`,
  );
}

/** How each line begins, and the tags in it: no other character of a name has a meaning. Ordered as JSON is. */
function markdownShape(text: string): string[] {
  return text
    .split('\n')
    .map((line) =>
      JSON.stringify([
        /^[ #>*|-]*/.exec(line)![0].trimEnd(),
        htmlShape(line),
        line.split(/(?<!\\)\|/).length,
      ]),
    )
    .sort();
}
