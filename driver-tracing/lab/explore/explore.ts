import { availableParallelism } from 'node:os';
import { seededRandom } from '../../../lib/stats/index.ts';
import type { Program } from './build.ts';
import { FindingGroups, type LabFinding } from './findings.ts';
import { type JudgeContext, type JudgedRun, judge } from './judge.ts';
import { type Point, parseRecord } from './record.ts';
import { areRelated, type Deviation, deviationsOf, type Script, scriptText } from './script.ts';
import { Listed, type RawRun, Server } from './server.ts';

export interface Budget {
  /** Pairs of deviations, and runs with threads switched, that are tried at the most. */
  readonly pairs: number;
  readonly schedules: number;
  /** After this no run is begun; null: as long as it takes. */
  readonly seconds: number | null;
  readonly seed: number;
}

/** How far one stage of the exploration came. */
export interface Stage {
  readonly name: 'single deviations' | 'pairs' | 'schedules';
  readonly runs: number;
  /** All that there are of the stage, as far as they are known. */
  readonly possible: number;
}

export interface Exploration {
  readonly baseline: JudgedRun;
  /** Points of the baseline, and the answers of each that were tried by themselves. */
  readonly points: readonly Point[];
  readonly walked: ReadonlyMap<number, ReadonlySet<string>>;
  readonly stages: readonly Stage[];
  readonly findings: readonly LabFinding[];
  /** Runs in which the lab itself failed, with its words. */
  readonly faults: readonly { readonly script: string; readonly text: string }[];
  /** Why what was found may not be all, each a sentence. */
  readonly doubts: readonly string[];
  readonly runs: number;
  readonly seconds: number;
}

interface Planned {
  readonly script: Script;
  readonly listed: Listed;
}

interface Done extends Planned {
  readonly run: number;
  readonly judged: JudgedRun;
}

/** Walks a driver's error paths: every single deviation, then pairs, then schedules, within the budget. */
export async function explore(
  program: Program,
  parameters: readonly string[],
  context: JudgeContext,
  budget: Budget,
  onProgress: (runs: number, findings: number) => void,
): Promise<Exploration> {
  const pool = new Pool(program, parameters, context, budget.seconds);
  try {
    return await new Explorer(pool, budget, onProgress).run();
  } finally {
    pool.close();
  }
}

class Explorer {
  readonly #pool: Pool;
  readonly #budget: Budget;
  readonly #onProgress: (runs: number, findings: number) => void;
  readonly #groups = new FindingGroups();
  readonly #faults: { script: string; text: string }[] = [];
  readonly #doubts: string[] = [];
  readonly #stages: Stage[] = [];
  readonly #walked = new Map<number, Set<string>>();
  readonly #start = performance.now();
  #runs = 0;

  constructor(pool: Pool, budget: Budget, onProgress: (runs: number, findings: number) => void) {
    this.#pool = pool;
    this.#budget = budget;
    this.#onProgress = onProgress;
  }

  async run(): Promise<Exploration> {
    const baseline = await this.#baseline();
    const points = baseline.record.points.filter(({ kind }) => kind !== 'schedule');
    const singles = deviationsOf(points);
    const pairs: [Deviation, Deviation][] = [];
    const wantsPairs = this.#budget.pairs > 0;
    await this.#stage(
      'single deviations',
      singles.length,
      singles.map((one) => [one]),
      wantsPairs,
      (done) => {
        const [first] = done.script as [Deviation];
        const answers = this.#walked.get(first.point.number) ?? new Set();
        this.#walked.set(first.point.number, answers.add(first.answer));
        // What is wrong after one deviation is wrong after two.
        if (wantsPairs && done.judged.findings.length === 0) {
          pairs.push(
            ...deviationsOf(done.judged.record.points, first.point.number).map(
              (second): [Deviation, Deviation] => [first, second],
            ),
          );
        }
      },
    );
    await this.#stage('pairs', pairs.length, this.#chosenPairs(pairs), false);
    const switches = deviationsOf(baseline.record.points.filter(({ kind }) => kind === 'schedule'));
    const ofTwo = (switches.length * (switches.length - 1)) / 2;
    await this.#stage('schedules', switches.length + ofTwo, this.#chosenSchedules(switches), false);
    return {
      baseline,
      points,
      walked: this.#walked,
      stages: this.#stages,
      findings: this.#groups.list(),
      faults: this.#faults,
      doubts: this.#doubts,
      runs: this.#runs,
      seconds: (performance.now() - this.#start) / 1000,
    };
  }

  /** The run without deviations, twice: what follows rests on its being the same each time. */
  async #baseline(): Promise<JudgedRun> {
    const [first, second] = await Promise.all([
      this.#pool.raw({ script: [], listed: Listed.All }),
      this.#pool.raw({ script: [], listed: Listed.All }),
    ]);
    if (first.record !== second.record || Buffer.compare(first.trace, second.trace) !== 0) {
      this.#doubts.push(
        'two runs without deviations differ: the driver or the scenario asks the host for time or chance',
      );
    }
    const judged = this.#pool.judge(first);
    this.#take({ run: 0, script: [], listed: Listed.All, judged });
    return judged;
  }

  async #stage(
    name: Stage['name'],
    possible: number,
    scripts: readonly Script[],
    list: boolean,
    onDone: (done: Done) => void = () => {},
  ): Promise<void> {
    const planned = scripts.map((script) => ({ script, listed: list ? Listed.Answers : Listed.None }));
    const before = this.#runs;
    await this.#pool.runAll(planned, before, (done) => {
      this.#take(done);
      onDone(done);
    });
    const runs = this.#runs - before;
    if (runs < scripts.length) {
      this.#doubts.push(`the time ran out after ${runs} of ${scripts.length} ${name}`);
    }
    this.#stages.push({ name, runs, possible });
  }

  #take({ run, script, judged }: Done): void {
    this.#runs++;
    if (judged.labFault !== null) {
      this.#faults.push({ script: scriptText(script), text: judged.labFault });
    }
    this.#groups.add(run, script, judged.findings);
    this.#onProgress(this.#runs, this.#groups.list().length);
  }

  /** Those that share a socket or an IRP come first; among equals the seed decides. */
  #chosenPairs(pairs: readonly [Deviation, Deviation][]): Script[] {
    const related = pairs.filter(([a, b]) => areRelated(a, b));
    const others = pairs.filter(([a, b]) => !areRelated(a, b));
    return [...this.#shuffled(related), ...this.#shuffled(others)].slice(0, this.#budget.pairs);
  }

  /** One switch of threads, then two. */
  #chosenSchedules(switches: readonly Deviation[]): Script[] {
    const { schedules } = this.#budget;
    const singles = this.#shuffled(switches).slice(0, schedules);
    const random = seededRandom(this.#budget.seed + 1);
    const pick = (): Deviation => switches[Math.floor(random() * switches.length)]!;
    const pairs: Script[] = [];
    while (switches.length > 1 && singles.length + pairs.length < schedules) {
      const [a, b] = [pick(), pick()];
      if (a.point.number !== b.point.number) {
        pairs.push(a.point.number < b.point.number ? [a, b] : [b, a]);
      }
    }
    return [...singles.map((one) => [one]), ...pairs];
  }

  #shuffled<T>(items: readonly T[]): T[] {
    const random = seededRandom(this.#budget.seed);
    const keyed = items.map((item) => ({ item, key: random() }));
    return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
  }
}

/** Servers on every core, and what their runs are judged by. */
class Pool {
  readonly #servers: Server[];
  readonly #program: Program;
  readonly #parameters: readonly string[];
  readonly #context: JudgeContext;
  readonly #until: number;
  #turn = 0;

  constructor(
    program: Program,
    parameters: readonly string[],
    context: JudgeContext,
    seconds: number | null,
  ) {
    this.#program = program;
    this.#parameters = parameters;
    this.#context = context;
    this.#until = seconds === null ? Number.POSITIVE_INFINITY : performance.now() + seconds * 1000;
    this.#servers = Array.from({ length: availableParallelism() }, () => this.#newServer());
  }

  raw({ script, listed }: Planned): Promise<RawRun> {
    this.#turn = (this.#turn + 1) % this.#servers.length;
    return this.#servers[this.#turn]!.run(scriptText(script), listed);
  }

  judge(raw: RawRun): JudgedRun {
    return judge(raw, this.#context);
  }

  /** Runs all until the time is over, and tells each in the order of the plan. */
  async runAll(planned: readonly Planned[], firstRun: number, onDone: (done: Done) => void): Promise<void> {
    const finished = new Map<number, Done>();
    let next = 0;
    let told = 0;
    const work = async (slot: number): Promise<void> => {
      while (next < planned.length && performance.now() < this.#until) {
        const index = next++;
        const plan = planned[index]!;
        finished.set(index, { ...plan, run: firstRun + index, judged: await this.#runOne(slot, plan) });
        for (let done = finished.get(told); done !== undefined; done = finished.get(told)) {
          finished.delete(told++);
          onDone(done);
        }
      }
    };
    await Promise.all(this.#servers.map((_, slot) => work(slot)));
  }

  close(): void {
    for (const server of this.#servers) {
      server.close();
    }
  }

  #newServer(): Server {
    return new Server(this.#program, this.#parameters);
  }

  /** A run that takes the lab's own process along is told, and the next one has a new process. */
  async #runOne(slot: number, { script, listed }: Planned): Promise<JudgedRun> {
    let raw: RawRun;
    try {
      raw = await this.#servers[slot]!.run(scriptText(script), listed);
    } catch (error) {
      this.#servers[slot] = this.#newServer();
      return { record: parseRecord(''), findings: [], labFault: (error as Error).message, calls: [] };
    }
    return this.judge(raw);
  }
}
