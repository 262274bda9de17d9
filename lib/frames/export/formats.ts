import { arrow } from './arrow/index.ts';
import type { ExportFormat } from './frame-file.ts';
import { parquet } from './parquet/index.ts';
import { csv } from './text/csv.ts';
import { ndjson } from './text/ndjson.ts';

export const EXPORT_FORMATS = ['parquet', 'arrow', 'csv', 'ndjson'] as const;
export type ExportFormatName = (typeof EXPORT_FORMATS)[number];

export const FORMATS: Readonly<Record<ExportFormatName, ExportFormat>> = { parquet, arrow, csv, ndjson };
