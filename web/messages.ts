import type { PageAssets } from '../lib/report/index.ts';

/** What the page asks its worker for. */
export interface ReportRequest {
  /** A trace, or the files of one recording. */
  readonly files: readonly File[];
  readonly assets: PageAssets;
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
