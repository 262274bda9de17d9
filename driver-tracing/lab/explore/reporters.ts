import { labPage } from './html.ts';
import { labJunit } from './junit.ts';
import type { LabResult } from './result.ts';
import { labSarif } from './sarif.ts';

/** A result, and what else a report needs. */
export interface ReportInput {
  readonly result: LabResult;
  /** The driver's sources, by full path. */
  readonly sources: readonly string[];
  /** Where the driver's description is: paths in the result are relative to it. */
  readonly folder: string;
  /** What paths in a report for other tools are relative to. */
  readonly base: string;
  /** When it was explored, in ISO 8601. */
  readonly at: string;
  readonly version: string;
}

/** The files that an exploration leaves for people and other tools, by name. */
export const LAB_REPORTS: Readonly<Record<string, (input: ReportInput) => string>> = {
  'lab.html': ({ result, sources, folder }) => labPage(result, sources, folder),
  'lab.junit.xml': labJunit,
  'lab.sarif': labSarif,
};
