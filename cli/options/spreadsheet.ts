import { TraceError } from '../../lib/etl/index.ts';

/** What `--spreadsheet` does, in each command that writes CSV. */
export const SPREADSHEET_HELP =
  'with --format csv: put an apostrophe before text that a spreadsheet would take for a formula';

/** @throws TraceError of kind `usage` where there is no CSV that it could act on */
export function refuseSpreadsheet({
  spreadsheet,
  format,
}: {
  readonly spreadsheet?: boolean;
  readonly format?: string;
}): void {
  if (spreadsheet && format !== 'csv') {
    throw new TraceError('usage', '--spreadsheet goes with --format csv');
  }
}
