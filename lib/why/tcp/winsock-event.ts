import type { RawEvent } from '../../etl/index.ts';
import { guidWords } from '../guid-words.ts';

/** Microsoft-Windows-Winsock-AFD. */
export const WINSOCK = guidWords('e53c6823-7bb8-44bb-90dc-3f86090d48a6');

export function winsockName({ id }: RawEvent): string {
  return `Microsoft-Windows-Winsock-AFD/${id}`;
}
