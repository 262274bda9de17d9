/** The kinds of event header, by the numbers that stand in byte 2 of an event; MESSAGE is ours, it has none. */
export const HeaderType = {
  MESSAGE: 0,
  SYSTEM32: 1,
  SYSTEM64: 2,
  COMPACT32: 3,
  COMPACT64: 4,
  FULL_HEADER32: 10,
  INSTANCE32: 11,
  ERROR: 13,
  PERFINFO32: 16,
  PERFINFO64: 17,
  EVENT_HEADER32: 18,
  EVENT_HEADER64: 19,
  FULL_HEADER64: 20,
  INSTANCE64: 21,
} as const;
export type HeaderType = (typeof HeaderType)[keyof typeof HeaderType];
export type HeaderTypeName = keyof typeof HeaderType;

/** What the reader must know of a header type to step over an event and to place it in time. */
interface Layout {
  readonly name: HeaderTypeName;
  /** Length of the header in bytes; what follows are extended items (EVENT_HEADER alone) and the payload. */
  readonly length: number;
  /** Where the u16 with the event's whole size stands. */
  readonly sizeAt: number;
  /** Where the u64 with the raw time stands. */
  readonly timeAt: number;
  /** Size in bytes of a pointer in the payload: that of the process that logged the event, not of the file. */
  readonly pointerSize: 4 | 8;
}

function layout(
  name: HeaderTypeName,
  length: number,
  sizeAt: number,
  timeAt: number,
  pointerSize: 4 | 8,
): Layout {
  return { name, length, sizeAt, timeAt, pointerSize };
}

const LAYOUTS: Readonly<Partial<Record<number, Layout>>> = {
  [HeaderType.SYSTEM32]: layout('SYSTEM32', 32, 4, 16, 4),
  [HeaderType.SYSTEM64]: layout('SYSTEM64', 32, 4, 16, 8),
  [HeaderType.COMPACT32]: layout('COMPACT32', 24, 4, 16, 4),
  [HeaderType.COMPACT64]: layout('COMPACT64', 24, 4, 16, 8),
  [HeaderType.FULL_HEADER32]: layout('FULL_HEADER32', 48, 0, 16, 4),
  [HeaderType.FULL_HEADER64]: layout('FULL_HEADER64', 48, 0, 16, 8),
  // Two forms are documented: by class GUID (72 bytes) and by registration handle (56). The shorter one is the
  // least that an event of this type can hold.
  [HeaderType.INSTANCE32]: layout('INSTANCE32', 56, 0, 16, 4),
  [HeaderType.INSTANCE64]: layout('INSTANCE64', 56, 0, 16, 8),
  [HeaderType.ERROR]: layout('ERROR', 24, 0, 16, 8),
  [HeaderType.PERFINFO32]: layout('PERFINFO32', 16, 4, 8, 4),
  [HeaderType.PERFINFO64]: layout('PERFINFO64', 16, 4, 8, 8),
  [HeaderType.EVENT_HEADER32]: layout('EVENT_HEADER32', 80, 0, 16, 4),
  [HeaderType.EVENT_HEADER64]: layout('EVENT_HEADER64', 80, 0, 16, 8),
};

/** One past the highest number of a header type. */
export const HEADER_TYPES = 22;

/** The layouts as flat tables, indexed by header type; a length of 0 marks a type that is not known. */
export interface HeaderLayouts {
  readonly length: Uint8Array;
  readonly sizeAt: Uint8Array;
  readonly timeAt: Uint8Array;
  readonly pointerSize: Uint8Array;
}

export function headerLayouts(): HeaderLayouts {
  const tables = {
    length: new Uint8Array(256),
    sizeAt: new Uint8Array(256),
    timeAt: new Uint8Array(256),
    pointerSize: new Uint8Array(256),
  };
  for (let type = 0; type < HEADER_TYPES; type++) {
    const found = LAYOUTS[type];
    if (found !== undefined) {
      tables.length[type] = found.length;
      tables.sizeAt[type] = found.sizeAt;
      tables.timeAt[type] = found.timeAt;
      tables.pointerSize[type] = found.pointerSize;
    }
  }
  return tables;
}

export function headerTypeName(type: number): HeaderTypeName {
  return LAYOUTS[type]?.name ?? 'MESSAGE';
}
