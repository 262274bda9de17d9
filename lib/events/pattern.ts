/** A text with wildcards, `*` for any characters and `?` for one, as what matches all of a text in any case. */
export function patternOf(text: string): RegExp {
  const source = text
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '[^]*')
    .replaceAll('?', '[^]');
  return new RegExp(`^${source}$`, 'iu');
}
