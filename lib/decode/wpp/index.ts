import { markedText } from '../../text/index.ts';
import { encodedText } from '../characters.ts';
import type { Schema } from '../schema.ts';
import { readTmf } from './tmf.ts';

/** A provider of messages, as a .tmf file names it: each source file of a program is one. */
export interface WppProvider {
  /** Lower-case message GUID. */
  readonly id: string;
  readonly name: string | undefined;
}

/** The messages of WPP (TraceMessage) events, which only a .tmf file knows: by message GUID and number. */
export class TmfMessages {
  readonly #messages = new Map<string, Schema>();

  /**
   * @returns whose messages they are, and what could not be understood, a sentence each
   * @throws TraceError of kind `usage` that names the file, where it holds no message
   */
  add(
    tmf: string | Uint8Array,
    fileName: string,
  ): { readonly providers: readonly WppProvider[]; readonly faults: readonly string[] } {
    const { messages, faults } = readTmf(typeof tmf === 'string' ? tmf : fileText(tmf), fileName);
    const names = new Map<string, string | undefined>();
    for (const { guid, number, schema } of messages) {
      this.#messages.set(`${guid}/${number}`, schema);
      names.set(guid, schema.providerName);
    }
    return { providers: [...names].map(([id, name]) => ({ id, name })), faults };
  }

  get size(): number {
    return this.#messages.size;
  }

  find(guid: string, number: number): Schema | null {
    return this.#messages.get(`${guid}/${number}`) ?? null;
  }
}

/** tracepdb writes ANSI; a shell that its output is sent through may make UTF-16 of it. */
function fileText(bytes: Uint8Array): string {
  return markedText(bytes) ?? encodedText(bytes);
}
