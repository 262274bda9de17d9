/** What `--spreadsheet` does, in each command that writes CSV. */
export const SPREADSHEET_HELP =
  'with --format csv: put an apostrophe before text that a spreadsheet would take for a formula';
