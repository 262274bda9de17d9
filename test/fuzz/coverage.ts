import { Session } from 'node:inspector';

interface ScriptCoverage {
  readonly url: string;
  readonly functions: readonly {
    readonly ranges: readonly {
      readonly startOffset: number;
      readonly endOffset: number;
      readonly count: number;
    }[];
  }[];
}

/** Which blocks of the code under test run, as V8 itself counts them. */
export class Coverage {
  readonly #session = new Session();
  readonly #path: string;

  /** @param path what the URLs of the code under test contain */
  constructor(path: string) {
    this.#path = path;
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** The blocks that ran since the last time. */
  take(): Set<string> {
    const blocks = new Set<string>();
    // The answer comes before `post` returns.
    this.#session.post('Profiler.takePreciseCoverage', (_, { result }) => {
      for (const { url, functions } of result as readonly ScriptCoverage[]) {
        if (url.includes(this.#path)) {
          addRun(blocks, url, functions);
        }
      }
    });
    return blocks;
  }
}

function addRun(blocks: Set<string>, url: string, functions: ScriptCoverage['functions']): void {
  for (const { ranges } of functions) {
    for (const { startOffset, endOffset, count } of ranges) {
      if (count > 0) {
        blocks.add(`${url}:${startOffset}:${endOffset}`);
      }
    }
  }
}
