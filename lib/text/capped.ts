/**
 * Characters kept of a name. MSVC's own limit for an identifier is 2,047 characters and nobody reads a tenth of that;
 * a name stands in each line about what it names, so that one of a megabyte would make a trace's text of gigabytes.
 */
export const MAX_NAME = 1024;

/** Characters kept of the name of a value, which stands in an event once for each value that has it. */
export const MAX_VALUE_NAME = 256;

/** Characters kept of an event's message, whose inserts can repeat a field any number of times. */
export const MAX_MESSAGE = 65_536;

/** Characters kept of a line of an error: a database tells the cell that it could not convert, all of it. */
export const MAX_ERROR = 4096;

/** A text that is not longer than `most`, or its beginning and how long it was. */
export function capped(text: string, most = MAX_NAME): string {
  return text.length <= most ? text : `${wholeCharacters(text, most)}… (${text.length} characters)`;
}

/** No half of a surrogate pair stays behind at the end. */
function wholeCharacters(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}
