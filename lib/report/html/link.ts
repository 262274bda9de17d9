/** A module of the page's own code, as compiled: its path, and its text. */
export interface ModuleText {
  readonly path: string;
  readonly text: string;
}

const IMPORT = /^import\s*\{([^}]*)\}\s*from\s*['"]([^'"]+)['"];?[^\n]*$/gm;
const EXPORTED = /^export\s+(?:async\s+)?(?:function\*?|const|let|class)\s+([A-Za-z_$][\w$]*)/gm;
/** What a module passes on of another, as a folder's door does. */
const PASSED_ON = /^export\s*\{([^}]*)\}\s*from\s*['"]([^'"]+)['"];?[^\n]*$/gm;
const EXPORT_LIST = /^export\s*\{([^}]*)\};?[^\n]*$/gm;

/**
 * Joins modules into one script, since a page from disk can load none: each becomes a function that returns what it
 * exports. It knows what our compiled modules use, which is named imports and exports.
 * @param modules each after those that it imports
 * @param globals modules that the page has as global objects, by name
 * @throws Error for a module that imports one that is not there
 */
export function linkModules(
  modules: readonly ModuleText[],
  globals: Readonly<Record<string, string>>,
): string {
  const numbers = new Map(modules.map(({ path }, at) => [path, at]));
  const sourceOf = (path: string, from: string): string => {
    const number = numbers.get(from) ?? numbers.get(resolve(path, from));
    if (number === undefined && globals[from] === undefined) {
      throw new Error(`${path} imports ${from}, which the page does not have`);
    }
    return globals[from] ?? `m${number}`;
  };
  const linked = modules.map(({ path, text }) => {
    const names: string[] = [...text.matchAll(EXPORTED)].map(([, name]) => name!);
    for (const [, list, from] of text.matchAll(PASSED_ON)) {
      const source = sourceOf(path, from!);
      names.push(...pairsOf(list!).map(({ name, local }) => `${name}: ${source}.${local}`));
    }
    const own = text.replace(PASSED_ON, '');
    for (const [, list] of own.matchAll(EXPORT_LIST)) {
      names.push(...pairsOf(list!).map(({ name, local }) => `${name}: ${local}`));
    }
    const body = own
      .replace(
        IMPORT,
        (_, list: string, from: string) =>
          `const {${list.replaceAll(/\bas\b/g, ':')}} = ${sourceOf(path, from)};`,
      )
      .replace(EXPORT_LIST, '')
      .replace(/^export\s+/gm, '')
      .replace(/^\/\/# sourceMappingURL=.*$/gm, '');
    return `const m${numbers.get(path)} = (() => {\n${body}\nreturn {${names.join(', ')}};\n})();`;
  });
  return `(() => {\n'use strict';\n${linked.join('\n')}\n})();`;
}

/** Of a list of exports what each is called outside, and inside. */
function pairsOf(list: string): { readonly name: string; readonly local: string }[] {
  const items = list.split(',').map((item) => item.trim());
  return items.filter(Boolean).map((item) => {
    const [local = '', name = local] = item.split(/\s+as\s+/);
    return { name, local };
  });
}

/**
 * A module and all that it imports, each after those that it imports itself.
 * @param read gives a module's text by its path
 */
export function modulesOf(path: string, read: (path: string) => string): ModuleText[] {
  const modules: ModuleText[] = [];
  const add = (each: string): void => {
    const module = { path: each, text: read(each) };
    for (const imported of importsOf(module)) {
      if (!modules.some((known) => known.path === imported)) {
        add(imported);
      }
    }
    modules.push(module);
  };
  add(path);
  return modules;
}

/** The specifiers that a module imports, or passes something on from, as far as they are files. */
export function importsOf({ path, text }: ModuleText): string[] {
  return [...text.matchAll(IMPORT), ...text.matchAll(PASSED_ON)]
    .map(([, , from]) => from!)
    .filter((from) => from.startsWith('.'))
    .map((from) => resolve(path, from));
}

function resolve(path: string, from: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const part of from.split('/')) {
    if (part === '..') {
      parts.pop();
    } else if (part !== '.') {
      parts.push(part);
    }
  }
  return parts.join('/');
}
