import type { ProcessNames } from '../decode/index.ts';
import type { RawEvent } from '../etl/index.ts';
import { firstWord, guidWords, hasGuid } from './guid-words.ts';

/** Microsoft-Windows-Kernel-Process, which tells of processes, threads and images where no kernel logger does. */
const PROVIDER = guidWords('22fb2cd6-0e7b-422b-a0c7-2fad1fd0e716');

const Id = {
  ProcessStart: 1,
  ProcessStop: 2,
  ThreadStart: 3,
  ThreadStop: 4,
  ImageLoad: 5,
  ImageUnload: 6,
  ProcessRundown: 15,
} as const;

/** From these versions on a SID, whose length is its own, stands before a process's name. */
const SID_FROM: Readonly<Record<number, number>> = { [Id.ProcessStart]: 3, [Id.ProcessRundown]: 1 };
/** Where that SID begins: behind ids, sequence numbers, times, session, flags and elevation. */
const SID_AT = 48;
/** Where the name begins without it, in version 0 of ProcessStart and in all others. */
const NAME_AT_FIRST = 20;
const NAME_AT = 24;
/** Where a process's name stands in ProcessStop, in one byte a character, by its version. */
const STOPPED_NAME_AT = [48, 76, 84];
/** Names of files are shorter, and those of processes in ProcessStop much more so. */
const MAX_CHARACTERS = 32_768;
const MAX_NAME = 256;

/** @param event one that has a provider */
export function isKernelProcess(event: RawEvent): boolean {
  return firstWord(event) === PROVIDER[0] && hasGuid(event, PROVIDER);
}

/** Takes in what an event of this provider tells. Layouts are those of its manifests of Windows 10; later fields stand behind. */
export function tellNames(event: RawEvent, ticks: number, names: ProcessNames): void {
  const { view, payload, end, id, pointerSize } = event;
  const idsEnd = payload + (id === Id.ThreadStart || id === Id.ThreadStop ? 8 : 4);
  if (idsEnd > end) {
    return;
  }
  switch (id) {
    case Id.ProcessStart:
    case Id.ProcessRundown: {
      const name = fileNameOf(textAt(event, processNameAt(event)));
      const kind = id === Id.ProcessStart ? 'start' : 'rundown';
      names.addProcess(view.getUint32(payload, true), { ticks, kind, name });
      return;
    }
    case Id.ProcessStop:
      names.addProcess(view.getUint32(payload, true), { ticks, kind: 'end', name: stoppedName(event) });
      return;
    case Id.ThreadStart:
    case Id.ThreadStop: {
      const kind = id === Id.ThreadStart ? 'start' : 'end';
      names.addThread(view.getUint32(payload + 4, true), view.getUint32(payload, true), { ticks, kind });
      return;
    }
    case Id.ImageLoad:
    case Id.ImageUnload: {
      // Base, size and default base are as wide as pointers; between them stand process, checksum and time stamp.
      const nameAt = payload + 3 * pointerSize + 12;
      if (nameAt <= end) {
        const ImageBase = pointerAt(event, payload);
        const ImageSize = pointerAt(event, payload + pointerSize);
        const ProcessId = view.getUint32(payload + 2 * pointerSize, true);
        const opcode = id === Id.ImageLoad ? 'Load' : 'UnLoad';
        names.images.add(opcode, { ImageBase, ImageSize, ProcessId, FileName: textAt(event, nameAt) }, ticks);
      }
    }
  }
}

function processNameAt({ bytes, payload, end, id, version }: RawEvent): number {
  if (version < SID_FROM[id]!) {
    return payload + (id === Id.ProcessStart && version === 0 ? NAME_AT_FIRST : NAME_AT);
  }
  // A SID: revision, how many sub-authorities, an authority of six bytes, and these of four bytes each.
  const sidAt = payload + SID_AT;
  return sidAt + 2 <= end ? sidAt + 8 + 4 * bytes[sidAt + 1]! : end;
}

function stoppedName({ bytes, payload, end, version }: RawEvent): string {
  const start = Math.min(payload + (STOPPED_NAME_AT[version] ?? STOPPED_NAME_AT.at(-1)!), end);
  const terminator = bytes.indexOf(0, start);
  const until = terminator < 0 ? end : Math.min(terminator, end);
  return fileNameOf(String.fromCharCode(...bytes.subarray(start, Math.min(until, start + MAX_NAME))));
}

function pointerAt({ view, pointerSize }: RawEvent, at: number): bigint {
  return pointerSize === 8 ? view.getBigUint64(at, true) : BigInt(view.getUint32(at, true));
}

/** Text in UTF-16 up to its end or the event's. */
function textAt({ view, end }: RawEvent, start: number): string {
  let text = '';
  for (let at = start; at + 2 <= end && text.length < MAX_CHARACTERS; at += 2) {
    const character = view.getUint16(at, true);
    if (character === 0) {
      break;
    }
    text += String.fromCharCode(character);
  }
  return text;
}

function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1);
}
