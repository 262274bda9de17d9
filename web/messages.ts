import type { EventCells, PageAssets } from '../lib/report/index.ts';

/** What the page asks its worker for. */
export type Request = ReportRequest | EventsRequest | PageRequest | FramesRequest;

export interface ReportRequest {
  readonly kind: 'report';
  /** A trace, or the files of one recording. */
  readonly files: readonly File[];
  readonly assets: PageAssets;
}

export interface EventsRequest {
  readonly kind: 'events';
  readonly files: readonly File[];
  readonly query: EventQuery;
}

/** The calls, IRPs, sockets, findings of a trace as Parquet. */
export interface FramesRequest {
  readonly kind: 'frames';
  readonly files: readonly File[];
}

/** More of the events that were asked for before. */
export interface PageRequest {
  readonly kind: 'page';
  /** From 0 on, of PAGE_EVENTS events each. */
  readonly page: number;
}

/** Which events are wanted, as typed: what is empty lets all through. */
export interface EventQuery {
  /** Names with wildcards, or a GUID. */
  readonly provider: string;
  readonly event: string;
  /** As in "Length > 65536 and Status = STATUS_CANCELLED". */
  readonly where: string;
  /** Times since the trace's start, as in 1.5s. */
  readonly from: string;
  readonly to: string;
}

/** What the worker tells meanwhile and in the end. */
export type Reply =
  | {
      readonly kind: 'progress';
      /** Bytes of the traces that were read, of so many. */
      readonly bytes: number;
      readonly size: number;
      readonly events: number;
    }
  | ({ readonly kind: 'report' } & MadeReport)
  | {
      readonly kind: 'frames';
      /** A .zip of the files that `export` writes. */
      readonly zip: Blob;
    }
  | ({ readonly kind: 'found' } & FoundEvents)
  | ({ readonly kind: 'page' } & EventPage)
  | {
      readonly kind: 'failed';
      /** A sentence that names the file and, where there is one, the offset. */
      readonly message: string;
    };

/** A report, as the command line writes it. */
export interface MadeReport {
  /** The verdict. */
  readonly title: string;
  /** What `report --html` writes. */
  readonly html: Blob;
  /** What `report --md` writes. */
  readonly markdown: Blob;
  /** What could not be read, and what can't be said, a sentence each. */
  readonly warnings: readonly string[];
}

/** How far the search for events has come. */
export interface FoundEvents {
  readonly count: number;
  /** Whether these are all. */
  readonly isWhole: boolean;
  /** Once they are. */
  readonly warnings: readonly string[];
}

/** A page of the events that were found, in time order. */
export interface EventPage {
  readonly page: number;
  readonly rows: readonly EventCells[];
}
