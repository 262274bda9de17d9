import { jsonText, printable, printableLines, withoutCommands } from '../../text/index.ts';

/** Names in a trace are whatever a driver wrote; each output has its own way to keep them names. */

/**
 * Text for HTML and XML, in attributes too. By reference stands also what would be a command to a CI system whose log
 * the file is printed into.
 */
export function escapeMarkup(text: string): string {
  return text.replace(MARKUP, byReference);
}

const MARKUP = /[&<>"']|#(?=#(?:\[|vso\[))|(?<=^[^\S\n]*):(?=:)/gim;

function byReference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/**
 * Text for XML. XML 1.0 has no way at all to write most control characters, surrogates and two more (section 2.2); the
 * others that act on a terminal, and what turns the reading direction, stand by reference.
 */
export function escapeXml(text: string): string {
  return escapeMarkup(
    wellFormed(text).replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g,
      '\ufffd',
    ),
  ).replace(/[\t\r\u007f-\u009f\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, byReference);
}

/**
 * Text inside Markdown, on one line: none of its characters has a meaning of its own, no address in it becomes a
 * link, and GitHub notifies nobody.
 */
export function escapeMarkdown(text: string): string {
  return (
    printable(text)
      .replace(/[\\`*_{}[\]<>#|~&@:$"']/g, (character) => `&#${character.charCodeAt(0)};`)
      // At a line's or an item's start these make items, headings and rules.
      .replace(/^(\s*)([-+=])/, (_, space: string, sign: string) => `${space}${byReference(sign)}`)
      .replace(/^(\s*\d+)([.)])/, (_, number: string, sign: string) => `${number}${byReference(sign)}`)
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
  return escapeMarkup(printable(text));
}

/** A GitHub workflow command’s message (actions/toolkit, command.ts), of several lines. */
export function escapeCommandData(text: string): string {
  return withoutCommands(printableLines(text)).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

/** A GitHub workflow command’s property. */
export function escapeCommandProperty(text: string): string {
  return escapeCommandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Text with every half of a surrogate pair replaced, which no encoding can write. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** A script for its element: code that holds the end of its own element would end there; in a string or a pattern the two are the same. */
export function withoutScriptEnd(script: string): string {
  return script.replaceAll(/<\/(?=script)/gi, '<\\/').replaceAll('<!--', '<\\!--');
}

/** Data as JSON for a script's element: nothing in it can end the element, nor begin a comment in it. */
export function embeddedJson(data: unknown): string {
  return jsonText(data).replaceAll('<', '\\u003c');
}
