import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from './build.ts';
import { type FieldTrace, readField } from './field.ts';
import { type JudgeContext, type JudgedRun, judge } from './judge.ts';
import { deviationsOf, type Script, scriptText } from './script.ts';
import { Listed, Server } from './server.ts';

/** A run of the lab's that follows a field trace, and how far it does. */
export interface FieldReplay {
  readonly field: FieldTrace;
  /** What the trace does not tell and had to be guessed; empty where the trace alone was enough. */
  readonly guessed: Script;
  readonly judged: JudgedRun;
  readonly trace: Uint8Array;
  /** How many of the trace's calls the run makes: of each operation in each function, as often as both have it. */
  readonly followed: number;
  /** Findings of the trace that the run shows, too, and those that it does not. */
  readonly same: readonly string[];
  readonly missing: readonly string[];
  readonly runs: number;
  /** Answers of the trace that the run did not ask for. */
  readonly unasked: readonly string[];
}

interface Candidate {
  readonly script: Script;
  readonly judged: JudgedRun;
  readonly trace: Uint8Array;
  readonly followed: number;
  readonly same: number;
  /** Calls that the run makes behind the trace's last one. */
  readonly more: number;
}

/**
 * Runs the driver so that its world answers as it did in a field trace. What the trace can't tell (an allocation that
 * failed, a wait that ran out) is tried one by one until the run makes the same calls and shows the same findings.
 */
export async function replayField(
  file: string,
  program: Program,
  parameters: readonly string[],
  context: JudgeContext,
): Promise<FieldReplay> {
  const field = await readField(file);
  const folder = mkdtempSync(join(tmpdir(), 'wsktrace-lab-'));
  const rules = join(folder, 'rules');
  writeFileSync(rules, `${field.rules.join('\n')}\n`);
  const server = new Server(program, parameters, { LAB_RULES: rules });
  let runs = 0;
  try {
    const first = await attempt([], Listed.Answers);
    let best = first;
    const free = first.judged.record.points.filter(({ kind }) => kind !== 'call' && kind !== 'schedule');
    for (const deviation of deviationsOf(free)) {
      if (isWhole(best)) {
        break;
      }
      const candidate = await attempt([deviation], Listed.None);
      best = isBetter(candidate, best) ? candidate : best;
    }
    const shown = new Set(best.judged.findings.map(({ fingerprint }) => fingerprint));
    const all = [...field.findings];
    return {
      field,
      guessed: best.script,
      judged: best.judged,
      trace: best.trace,
      followed: best.followed,
      same: all.filter(([fingerprint]) => shown.has(fingerprint)).map(([, text]) => text),
      missing: all.filter(([fingerprint]) => !shown.has(fingerprint)).map(([, text]) => text),
      runs,
      unasked: best.judged.record.unasked,
    };
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }

  async function attempt(script: Script, listed: Listed): Promise<Candidate> {
    const raw = await server.run(scriptText(script), listed);
    runs++;
    const judged = judge(raw, context);
    const followed = shared(field.calls, judged.calls);
    const fingerprints = new Set(judged.findings.map(({ fingerprint }) => fingerprint));
    return {
      script,
      judged,
      trace: raw.trace,
      followed,
      more: judged.calls.length - followed,
      same: [...field.findings.keys()].filter((fingerprint) => fingerprints.has(fingerprint)).length,
    };
  }

  function isWhole({ followed, same, more }: Candidate): boolean {
    return followed === field.calls.length && same === field.findings.size && more === 0;
  }
}

/** How many items two lists have in common, each as often as both have it. Threads may mix them otherwise. */
export function shared(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const item of a) {
    left.set(item, (left.get(item) ?? 0) + 1);
  }
  let count = 0;
  for (const item of b) {
    const rest = left.get(item) ?? 0;
    if (rest > 0) {
      left.set(item, rest - 1);
      count++;
    }
  }
  return count;
}

/** Shows more of the trace's findings, or as many and follows its calls further, or as far and ends closer to its end. */
function isBetter(a: Candidate, b: Candidate): boolean {
  return (a.same - b.same || a.followed - b.followed || b.more - a.more) > 0;
}
