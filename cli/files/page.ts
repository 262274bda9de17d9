import { writeFile } from '../../lib/output/index.ts';
import { type Report, reportPage } from '../../lib/report/index.ts';
import { readPageAssets } from './page-assets.ts';

export async function writePage(file: string, report: Report, base: Report | null): Promise<void> {
  writeFile(file, await reportPage(report, base, readPageAssets()));
}
