import { ItemType, type RawEvent, readGuid } from '../../etl/index.ts';

const NONE = '00000000-0000-0000-0000-000000000000';
const GUID_BYTES = 16;

/** The activity that an event belongs to, and the one that led to it: lower-case GUIDs, null where there is none. */
export interface Activity {
  readonly id: string | null;
  readonly relatedId: string | null;
}

export function activityOf(event: RawEvent): Activity {
  const at = event.activityIdAt;
  let relatedId: string | null = null;
  event.eachItem((type, start, end) => {
    if (type === ItemType.RelatedActivityId && end - start >= GUID_BYTES) {
      relatedId = guidAt(event, start);
    }
  });
  return { id: at === 0 ? null : guidAt(event, at), relatedId };
}

function guidAt(event: RawEvent, at: number): string | null {
  const guid = readGuid(event.bytes, at);
  return guid === NONE ? null : guid;
}
