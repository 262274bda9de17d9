import type { ByteSink } from '../byte-sink.ts';

/** Lines are written in pieces of about this many characters. */
const PIECE = 1 << 20;

/** Lines of text into a file, as UTF-8. */
export class LineWriter {
  readonly #sink: ByteSink;
  readonly #newline: string;
  readonly #utf8 = new TextEncoder();
  #text = '';

  constructor(sink: ByteSink, newline: string) {
    this.#sink = sink;
    this.#newline = newline;
  }

  add(line: string): void {
    this.#text += line + this.#newline;
    if (this.#text.length >= PIECE) {
      this.end();
    }
  }

  end(): void {
    this.#sink.write(this.#utf8.encode(this.#text));
    this.#text = '';
  }
}
