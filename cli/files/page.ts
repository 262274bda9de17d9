import { type FleetInput, fleetPage, type Report, reportPage, whyPage } from '../../lib/report/index.ts';
import type { Why } from '../../lib/why/index.ts';
import { readPageAssets } from './page-assets.ts';

/** A report as one HTML file that needs nothing else. */
export async function pageOf(report: Report, base: Report | null, why: Why | null): Promise<string> {
  return await reportPage(report, base, readPageAssets(), why);
}

/** Why calls were slow, as such a file. */
export async function whyPageOf(why: Why): Promise<string> {
  return await whyPage(why, readPageAssets());
}

/** A dataset by builds and machines, as such a file. */
export async function fleetPageOf(input: FleetInput): Promise<string> {
  return await fleetPage(input, readPageAssets());
}
