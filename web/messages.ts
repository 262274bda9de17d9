import type { EventCells, PageAssets } from '../lib/report/index.ts';

/** What the page asks its worker for. */
export type Request = ReportRequest | EventsRequest;

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
  | ({ readonly kind: 'events' } & EventList)
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

/** Events in time order, no more than so many. */
export interface EventList {
  readonly rows: readonly EventCells[];
  /** Whether there are more than the list takes. */
  readonly hasMore: boolean;
  readonly warnings: readonly string[];
}
