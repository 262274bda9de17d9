import { ItemType, type RawEvent, readGuid } from '../../etl/index.ts';

const GUID_BYTES = 16;

/** The activity that an event belongs to, and the one that led to it: lower-case GUIDs, null where there is none. */
export interface Activity {
  readonly id: string | null;
  readonly relatedId: string | null;
}

export function activityOf(event: RawEvent): Activity {
  const at = event.activityIdAt;
  return {
    id: at === 0 ? null : guidAt(event, at),
    relatedId: event.hasOtherItems ? relatedIdOf(event) : null,
  };
}

function relatedIdOf(event: RawEvent): string | null {
  let relatedId: string | null = null;
  event.eachItem((type, start, end) => {
    if (type === ItemType.RelatedActivityId && end - start >= GUID_BYTES) {
      relatedId = guidAt(event, start);
    }
  });
  return relatedId;
}

/** The GUID, or null where it is zeros, as in nearly all events. */
function guidAt(event: RawEvent, at: number): string | null {
  const { view } = event;
  const isNone =
    view.getUint32(at, true) === 0 &&
    view.getUint32(at + 4, true) === 0 &&
    view.getUint32(at + 8, true) === 0 &&
    view.getUint32(at + 12, true) === 0;
  return isNone ? null : readGuid(event.bytes, at);
}
