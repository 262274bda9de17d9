import type { RawEvent } from '../../etl/index.ts';
import { guidWords, hasGuid } from '../guid-words.ts';

const WINSOCK_AFD = guidWords('e53c6823-7bb8-44bb-90dc-3f86090d48a6');

/** Whether an event is of Microsoft-Windows-Winsock-AFD. */
export function isWinsock(event: RawEvent): boolean {
  return event.isEventHeader && hasGuid(event, WINSOCK_AFD);
}

export function winsockName({ id }: RawEvent): string {
  return `Microsoft-Windows-Winsock-AFD/${id}`;
}
