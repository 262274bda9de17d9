/** Many traces as one dataset: a folder of Parquet files that Spark, DuckDB and others read as tables. For Node. */
export { withoutCopies } from './copies.ts';
export { type DatasetOrder, exportInput, fileStatus, giveUpInput, type InputResult } from './export-input.ts';
export {
  compactedName,
  type FrameFiles,
  generationOf,
  isNamesFile,
  keyOf,
  namesPath,
  sortFiles,
} from './files.ts';
export { checkLabelName, type PathLabels, parsePathLabels, type TraceLabels } from './labels.ts';
export { compactedStatus, frameFiles, incompleteFolder, isDataset } from './layout.ts';
export { STATUS, statusRow, type TraceStatus, writeStatus } from './status.ts';
export { fileIdOf, nameOf, traceIdOf } from './trace-id.ts';
