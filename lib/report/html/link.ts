/** A module of the page's own code, as compiled: its path, and its text. */
export interface ModuleText {
  readonly path: string;
  readonly text: string;
}

const IMPORT = /^import\s*\{([^}]*)\}\s*from\s*['"]([^'"]+)['"];?[^\n]*$/gm;
const EXPORTED = /^export\s+(?:async\s+)?(?:function\*?|const|let|class)\s+([A-Za-z_$][\w$]*)/gm;
const EXPORT_LIST = /^export\s*\{([^}]*)\};?[^\n]*$/gm;

/**
 * Joins modules into one script, since a page from disk can load none: each becomes a function that returns what it
 * exports. It knows what our compiled modules use, which is named imports and exports.
 * @param modules each after those that it imports
 * @param globals modules that the page has as global objects, by name
 */
export function linkModules(
  modules: readonly ModuleText[],
  globals: Readonly<Record<string, string>>,
): string {
  const numbers = new Map(modules.map(({ path }, at) => [path, at]));
  const linked = modules.map(({ path, text }) => {
    const names: string[] = [...text.matchAll(EXPORTED)].map(([, name]) => name!);
    for (const [, list] of text.matchAll(EXPORT_LIST)) {
      names.push(...list!.split(',').map(exportedPair).filter(Boolean));
    }
    const body = text
      .replace(IMPORT, (_, list: string, from: string) => {
        const source = globals[from] ?? `m${numbers.get(from) ?? numbers.get(resolve(path, from))}`;
        return `const {${list.replaceAll(/\bas\b/g, ':')}} = ${source};`;
      })
      .replace(EXPORT_LIST, '')
      .replace(/^export\s+/gm, '')
      .replace(/^\/\/# sourceMappingURL=.*$/gm, '');
    return `const m${numbers.get(path)} = (() => {\n${body}\nreturn {${names.join(', ')}};\n})();`;
  });
  return `(() => {\n'use strict';\n${linked.join('\n')}\n})();`;
}

/** "a as b" to "b: a". */
function exportedPair(item: string): string {
  const [local = '', name] = item.trim().split(/\s+as\s+/);
  return name === undefined ? local : `${name}: ${local}`;
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

/** The specifiers that a module imports, as far as they are files. */
export function importsOf({ path, text }: ModuleText): string[] {
  return [...text.matchAll(IMPORT)]
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
