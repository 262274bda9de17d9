import type { Schema } from '../schema.ts';
import { readTmf } from './tmf.ts';

/** The messages of WPP (TraceMessage) events, which only a .tmf file knows: by message GUID and number. */
export class TmfMessages {
  readonly #messages = new Map<string, Schema>();

  /** @throws TraceError of kind `usage` that names the file and the line */
  add(text: string, fileName: string): void {
    for (const { guid, number, schema } of readTmf(text, fileName)) {
      this.#messages.set(`${guid}/${number}`, schema);
    }
  }

  find(guid: string, number: number): Schema | null {
    return this.#messages.get(`${guid}/${number}`) ?? null;
  }
}
