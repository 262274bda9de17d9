import { SaxesParser } from 'saxes';
import { TraceError } from '../../etl/index.ts';
import { capped, MAX_MESSAGE } from '../../text/index.ts';

/** An element of an XML file, its prefix cut off: manifests use one vocabulary whatever they call it. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  /** Where its opening tag ends. */
  readonly line: number;
}

/** Texts are longer than names are, and `value` is also a text's. Keywords are a list. */
const MOST: ReadonlyMap<string, number> = new Map([
  ['message', MAX_MESSAGE],
  ['value', MAX_MESSAGE],
  ['keywords', MAX_MESSAGE],
]);

/** Deeper than any manifest goes. */
const MAX_DEPTH = 64;

/**
 * Reads XML into a tree of elements; texts between them are not kept.
 * @throws TraceError of kind `usage` that names the file and the line
 */
export function readXml(xml: string, fileName: string): Element {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const fail = (reason: string) => {
    throw new TraceError('usage', `line ${parser.line}, column ${parser.column}: ${reason}`, {
      file: fileName,
    });
  };
  const root: Element = { name: '', attributes: new Map(), children: [], line: 1 };
  const open: Element[] = [root];
  parser.on('error', (error) => fail(withoutPosition(error.message)));
  parser.on('opentag', (tag) => {
    if (open.length > MAX_DEPTH) {
      fail('elements are nested too deep');
    }
    const attributes = new Map(
      Object.entries(tag.attributes).map(([name, value]) => [local(name), capped(value, MOST.get(name))]),
    );
    const element = { name: local(tag.name), attributes, children: [], line: parser.line };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  // A byte-order mark is no part of the text.
  parser.write(xml.startsWith('\ufeff') ? xml.slice(1) : xml).close();
  return root;
}

/** All elements with a name that lie at the end of a path of names below this one. */
export function elementsAt(element: Element, ...path: readonly string[]): Element[] {
  return path.reduce(
    (found, name) => found.flatMap((parent) => parent.children.filter((child) => child.name === name)),
    [element],
  );
}

/** All elements of a name below this one, at any depth. */
export function descendants(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...descendants(child, name),
  ]);
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The parser puts `line:column: ` before its messages. */
function withoutPosition(message: string): string {
  return message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
}
