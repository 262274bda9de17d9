import type { RunFinding } from './judge.ts';
import type { Script } from './script.ts';

/** One fault of the driver's, with the shortest way to it that was met. */
export interface LabFinding extends RunFinding {
  readonly script: Script;
  /** The run that shows it, by number. */
  readonly run: number;
  /** How many runs show it. */
  readonly runs: number;
}

/** Gathers the findings of runs by fingerprint. Runs come in the order of their numbers. */
export class FindingGroups {
  readonly #groups = new Map<string, LabFinding>();

  /** Returns whether the run is the shortest way to one of its findings so far. */
  add(run: number, script: Script, findings: readonly RunFinding[]): boolean {
    let isShortest = false;
    for (const finding of unique(findings)) {
      const known = this.#groups.get(finding.fingerprint);
      if (known === undefined || script.length < known.script.length) {
        this.#groups.set(finding.fingerprint, { ...finding, script, run, runs: (known?.runs ?? 0) + 1 });
        isShortest = true;
      } else {
        this.#groups.set(finding.fingerprint, { ...known, runs: known.runs + 1 });
      }
    }
    return isShortest;
  }

  /** Errors first, then those that take fewer deviations, then by run. */
  list(): LabFinding[] {
    return [...this.#groups.values()].sort(
      (a, b) =>
        Number(a.severity !== 'error') - Number(b.severity !== 'error') ||
        a.script.length - b.script.length ||
        a.run - b.run ||
        (a.fingerprint < b.fingerprint ? -1 : 1),
    );
  }
}

function unique(findings: readonly RunFinding[]): RunFinding[] {
  return [...new Map(findings.map((finding) => [finding.fingerprint, finding])).values()];
}
