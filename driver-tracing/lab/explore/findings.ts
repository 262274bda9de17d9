import type { RunFinding } from './judge.ts';
import { plainness, type Script } from './script.ts';

/** One fault of the driver's, with the shortest way to it that was met. */
export interface LabFinding extends RunFinding {
  readonly script: Script;
  /** The run that shows it, by number. */
  readonly run: number;
  /** How many runs show it, and what the first of them did. */
  readonly runs: number;
  readonly ways: readonly Script[];
}

const MAX_WAYS = 100;

/** Gathers the findings of runs by fingerprint. Runs come in the order of their numbers. */
export class FindingGroups {
  readonly #groups = new Map<string, LabFinding>();

  /** Returns whether the run is the shortest way to one of its findings so far. */
  add(run: number, script: Script, findings: readonly RunFinding[]): boolean {
    let isShortest = false;
    for (const finding of unique(findings)) {
      const known = this.#groups.get(finding.fingerprint);
      const runs = (known?.runs ?? 0) + 1;
      const ways = [...(known?.ways ?? []), script].slice(0, MAX_WAYS);
      if (known === undefined || isShorter(script, known.script)) {
        this.#groups.set(finding.fingerprint, { ...finding, script, run, runs, ways });
        isShortest = true;
      } else {
        this.#groups.set(finding.fingerprint, { ...known, runs, ways });
      }
    }
    return isShortest;
  }

  /** Errors first, then those that take fewer deviations, then by run; of one run what is certain. */
  list(): LabFinding[] {
    return [...this.#groups.values()].sort(
      (a, b) =>
        Number(a.severity !== 'error') - Number(b.severity !== 'error') ||
        a.script.length - b.script.length ||
        a.run - b.run ||
        Number(a.confidence !== 'certain') - Number(b.confidence !== 'certain') ||
        (a.fingerprint < b.fingerprint ? -1 : 1),
    );
  }
}

/** Fewer deviations, or as many that say more of themselves what went wrong. */
function isShorter(a: Script, b: Script): boolean {
  return a.length < b.length || (a.length === b.length && plainness(a) < plainness(b));
}

function unique(findings: readonly RunFinding[]): RunFinding[] {
  return [...new Map(findings.map((finding) => [finding.fingerprint, finding])).values()];
}
