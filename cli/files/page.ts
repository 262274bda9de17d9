import { writeFile } from '../../lib/output/index.ts';
import { type Report, reportPage, whyPage } from '../../lib/report/index.ts';
import type { Why } from '../../lib/why/index.ts';
import { readPageAssets } from './page-assets.ts';

export async function writePage(
  file: string,
  report: Report,
  base: Report | null,
  why: Why | null,
): Promise<void> {
  writeFile(file, await reportPage(report, base, readPageAssets(), why));
}

export async function writeWhyPage(file: string, why: Why): Promise<void> {
  writeFile(file, await whyPage(why, readPageAssets()));
}
