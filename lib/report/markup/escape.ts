import { printable } from '../units.ts';

/** Names in a trace are whatever a driver wrote; each output has its own way to keep them names. */

/** Text for HTML and XML, in attributes too. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** XML 1.0 has no way at all to write most control characters, surrogates and two more (section 2.2). */
export function escapeXml(text: string): string {
  return escapeMarkup(
    wellFormed(text).replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g,
      '\ufffd',
    ),
  );
}

/**
 * Text inside Markdown, on one line: none of its characters has a meaning of its own, no address in it becomes a
 * link, and GitHub notifies nobody.
 */
export function escapeMarkdown(text: string): string {
  return (
    withoutBidi(printable(text))
      .replace(/[\\`*_{}[\]<>#|~&@:$"']/g, (character) => `&#${character.charCodeAt(0)};`)
      // Mentions are looked for in the finished page: a space without width keeps this one from being found.
      .replaceAll('&#64;', '&#64;&#8203;')
      .replace(/www\./gi, (text) => `${text.slice(0, 3)}&#46;`)
  );
}

/** A name as code in Markdown, on one line: HTML’s element, since backticks inside a name would end Markdown’s. */
export function markdownCode(text: string): string {
  return `<code>${escapeMarkdown(text)}</code>`;
}

/** Text for HTML, with what is invisible or turns the reading direction made visible. */
export function escapeHtml(text: string): string {
  return escapeMarkup(withoutBidi(printable(text)));
}

/** A GitHub workflow command’s message (actions/toolkit, command.ts). */
export function escapeCommandData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A GitHub workflow command’s property. */
export function escapeCommandProperty(text: string): string {
  return escapeCommandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * Lines that no CI system takes for a command to itself: GitHub reads `::` at a line’s start and `##[` anywhere,
 * Azure Pipelines `##vso[` and `##[`.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1\\:').replace(/##(?=\[|vso\[)/gi, '#\\#');
}

/** Characters that turn the reading direction can make a line read as another one (Unicode TR 36). */
function withoutBidi(text: string): string {
  return text.replace(
    /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Text with every half of a surrogate pair replaced, which no encoding can write. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
