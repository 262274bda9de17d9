import type { Site } from '../../wsk/index.ts';
import type { Anchor } from './findings.ts';

export interface SourceFile {
  /** As reports name it: relative, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

interface Definition {
  readonly path: string;
  readonly line: number;
}

/**
 * Finds sites in the driver's sources. Events name the function and the line, but not the file: it is the one that
 * defines the function at or before that line, the nearest where several do.
 */
export function createLocator(files: readonly SourceFile[]): (site: Site) => Anchor | null {
  const known = new Map<string, readonly Definition[]>();
  return ({ function: name, line }) => {
    if (name === null) {
      return null;
    }
    let definitions = known.get(name);
    if (definitions === undefined) {
      definitions = files.flatMap((file) => definitionsIn(file, name));
      known.set(name, definitions);
    }
    const [nearest] = definitions
      .filter((definition) => line === null || definition.line <= line)
      .sort((a, b) => b.line - a.line);
    return nearest === undefined ? null : { path: nearest.path, line: line ?? nearest.line, isSource: true };
  };
}

/** Where C or C++ source defines a function: its name and parentheses with a brace before any semicolon behind them. */
function definitionsIn({ path, text }: SourceFile, name: string): Definition[] {
  // A compiler writes a method as Class::Method; its definition may stand inside the class.
  const word = name.split('::').at(-1) ?? name;
  const definitions: Definition[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const lineStart = text.lastIndexOf('\n', at) + 1;
    const before = text.slice(lineStart, at);
    const after = text.slice(at + word.length, at + word.length + 2000);
    const isWhole = !/\w$/.test(before) && /^\s*\(/.test(after);
    // A call stands behind an opening parenthesis, an equals sign or a return.
    if (isWhole && !/[(=]|\breturn\b|^\s*(\/\/|#|\*)/.test(before) && opensBody(after)) {
      definitions.push({ path, line: text.slice(0, at).split('\n').length });
    }
  }
  return definitions;
}

function opensBody(text: string): boolean {
  const brace = text.indexOf('{');
  const semicolon = text.indexOf(';');
  return brace >= 0 && (semicolon < 0 || brace < semicolon);
}
