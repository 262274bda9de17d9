import { capped } from '../../text/index.ts';
import { descendants, type Element, elementsAt } from './xml.ts';

/** The texts of a manifest by their ids: those of one culture, where it has several. */
export type Strings = ReadonlyMap<string, string>;

/** The culture that is taken where there are several: the one that traces are discussed in. */
const PREFERRED_CULTURE = 'en-us';

export function readStrings(root: Element): Strings {
  const strings = new Map<string, string>();
  const resources = descendants(root, 'localization').flatMap((each) => elementsAt(each, 'resources'));
  const isPreferred = (each: Element) => each.attributes.get('culture')?.toLowerCase() === PREFERRED_CULTURE;
  // What the preferred culture lacks, the others may have.
  const ordered = [...resources.filter(isPreferred), ...resources.filter((each) => !isPreferred(each))];
  for (const string of ordered.flatMap((each) => elementsAt(each, 'stringTable', 'string'))) {
    const id = string.attributes.get('id');
    const value = string.attributes.get('value');
    if (id !== undefined && value !== undefined && !strings.has(id)) {
      strings.set(id, value);
    }
  }
  return strings;
}

/** The same for what names something: a task, an opcode, a value. */
export function resolveName(strings: Strings, message: string | undefined): string | undefined {
  const text = resolve(strings, message);
  return text && capped(text.trim());
}

/** The text that `$(string.ID)` refers to; a message that is no reference is its own text. */
export function resolve(strings: Strings, message: string | undefined): string | undefined {
  const reference = message?.match(/^\$\(string\.(.+)\)$/);
  return reference ? strings.get(reference[1]!) : message?.startsWith('$(') ? undefined : message;
}
