import type { Style } from '../lib/report/index.ts';
import { isFitForLog, type OutputPlace, printableLines, withoutCommands } from '../lib/text/index.ts';

/**
 * Where a command writes, and what it may assume of it. Nothing else writes to a stream. Names from outside belong made
 * `printable` into what is written; what was not acts on no terminal and in no build's log all the same.
 */
export interface Terminal {
  /** Results for people, as text or as its UTF-8 bytes, whole lines; a pipe that was closed ends the program quietly. */
  out(text: string | Uint8Array): void;
  /**
   * Results for programs, as text or as its UTF-8 bytes, whole lines: JSON, XML and the like, whose formats have ways of
   * their own to keep names text. Only a terminal does not get them as they are.
   */
  data(content: string | Uint8Array): void;
  /** Warnings and errors; where nobody takes them, they are lost. */
  warn(text: string): void;
  /** What stdout is, for CSV. */
  readonly place: OutputPlace;
  /** Columns to fill. */
  readonly width: number;
  readonly style: Style;
  /** Whether progress can be shown: stderr is a terminal. */
  readonly hasProgress: boolean;
}

/** What a terminal is made over. */
export interface Streams {
  readonly hasColour: boolean;
  writeOut(content: string | Uint8Array): void;
  writeError(text: string): void;
}

/** The one way to the streams: whatever passes is fit for them. */
export function createTerminal(
  { hasColour, writeOut, writeError }: Streams,
  about: Pick<Terminal, 'place' | 'width' | 'style' | 'hasProgress'>,
): Terminal {
  return {
    ...about,
    out: (text) => writeOut(fitForLog(text, hasColour)),
    data: about.place === 'terminal' ? (content) => writeOut(fitForTerminal(content)) : writeOut,
    warn: (text) => writeError(withoutCommands(printableLines(`${text}\n`))),
  };
}

function fitForLog(text: string | Uint8Array, hasColour: boolean): string | Uint8Array {
  if (typeof text !== 'string' && isFitForLog(text)) {
    return text;
  }
  return withoutCommands(printableLines(asString(text), hasColour));
}

function fitForTerminal(content: string | Uint8Array): string {
  // CSV ends its lines as RFC 4180 has it.
  return printableLines(asString(content).replaceAll('\r\n', '\n'));
}

function asString(text: string | Uint8Array): string {
  return typeof text === 'string' ? text : new TextDecoder().decode(text);
}
