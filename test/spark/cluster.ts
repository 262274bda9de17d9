import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '../..');
const CACHE = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
/** Where `.ci/run` installs spark/, and with it PySpark. */
const VENV = join(CACHE, 'wsktrace-spark-venv');
const LOCAL = '127.0.0.1';
/** A copy of a task is only made for another host. */
const WORKERS = [LOCAL, '127.0.0.2'];
const START_MS = 120_000;
/** For Javas that end before their better code would pay. */
const QUICK_START = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';

/** What a job of Spark printed, and what it ended with. */
export interface JobResult {
  readonly code: number | null;
  readonly out: string;
  /** With Spark's log. */
  readonly err: string;
  readonly seconds: number;
}

export interface JobOptions {
  /** Settings of Spark. */
  readonly conf?: Readonly<Record<string, string>>;
  /** Is called when the job has begun, and may do something to the cluster. */
  readonly meanwhile?: () => Promise<void>;
}

/** A cluster of a master and two workers on this machine, with an archive of Node and the command for its executors. */
export class Cluster {
  readonly folder: string;
  readonly #processes: ChildProcess[] = [];
  #master = '';

  constructor() {
    refuseWithoutSpark();
    this.folder = mkdtempSync(join(tmpdir(), 'wsktrace-spark-'));
  }

  async start(): Promise<void> {
    execFileSync(join(VENV, 'bin/python'), [join(ROOT, 'spark/archive.py'), this.#archive]);
    const log = await this.#daemon(
      'Master',
      'master.Master',
      ['--host', LOCAL, '--port', '0'],
      /spark:\/\/[\d.]+:\d+/,
    );
    this.#master = log;
    await Promise.all(
      WORKERS.map((host) => {
        const resources = ['--cores', '1', '--memory', '1g', '--work-dir', join(this.folder, `work-${host}`)];
        const argv = ['--host', host, ...resources, this.#master];
        return this.#daemon(host, 'worker.Worker', argv, /Successfully registered/);
      }),
    );
  }

  /** Runs a job of spark/ with the archive. */
  async submit(job: string, argv: readonly string[], options: JobOptions = {}): Promise<JobResult> {
    const conf = {
      'spark.executor.memory': '512m',
      'spark.ui.enabled': 'false',
      // As many as there are processors: 200 are for data that does not fit one machine.
      'spark.sql.shuffle.partitions': '2',
      'spark.executor.extraJavaOptions': QUICK_START,
      ...options.conf,
    };
    const settings = Object.entries(conf).flatMap(([name, value]) => ['--conf', `${name}=${value}`]);
    const archive = ['--archives', `${this.#archive}#wsktrace`];
    const began = performance.now();
    const child = spawn(
      join(VENV, 'bin/spark-submit'),
      [
        ...['--master', this.#master, '--driver-java-options', QUICK_START],
        ...archive,
        ...settings,
        join(ROOT, 'spark', job),
        ...argv,
      ],
      { env: environment(), cwd: this.folder },
    );
    this.#processes.push(child);
    let out = '';
    let err = '';
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      err += text;
    });
    const ended = new Promise<number | null>((done, fail) => {
      child.on('close', done);
      child.on('error', fail);
    });
    const [code] = await Promise.all([ended, options.meanwhile?.()]);
    return { code, out, err, seconds: (performance.now() - began) / 1000 };
  }

  /** Kills the process of an executor as the kernel does when memory is gone. */
  killExecutor(): void {
    const workers = this.#processes.map(({ pid }) => pid!);
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const [pid] = pids.filter((name) => {
      const isExecutor = textOf(`/proc/${name}/cmdline`).includes('CoarseGrainedExecutorBackend');
      return isExecutor && isBelow(Number(name), workers);
    });
    if (pid === undefined) {
      throw new Error('no executor is running');
    }
    process.kill(Number(pid), 'SIGKILL');
  }

  async stop(): Promise<void> {
    for (const child of this.#processes.reverse()) {
      const ended = new Promise((done) => child.on('close', done));
      if (child.exitCode === null) {
        child.kill();
        await ended;
      }
    }
    rmSync(this.folder, { recursive: true, maxRetries: 5 });
  }

  get #archive(): string {
    return join(this.folder, 'wsktrace.tar.gz');
  }

  /** Starts one of Spark's own programs, and returns what its log says once it is ready. */
  async #daemon(name: string, program: string, argv: readonly string[], ready: RegExp): Promise<string> {
    mkdirSync(this.folder, { recursive: true });
    const child = spawn(
      join(VENV, 'bin/spark-class'),
      [`org.apache.spark.deploy.${program}`, '--webui-port', '0', ...argv],
      { env: environment(), cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.#processes.push(child);
    let log = '';
    child.stderr!.on('data', (text) => {
      log += text;
    });
    for (const began = performance.now(); performance.now() - began < START_MS; await sleep(100)) {
      const found = ready.exec(log);
      if (found !== null) {
        return found[0];
      }
      if (child.exitCode !== null) {
        break;
      }
    }
    throw new Error(`Spark's ${name} did not start:\n${log}`);
  }
}

/** Spark's programs find this checkout's package, and no host name is asked for. */
function environment(): NodeJS.ProcessEnv {
  const python = join(VENV, 'bin/python');
  return {
    ...process.env,
    SPARK_LOCAL_IP: LOCAL,
    SPARK_DAEMON_JAVA_OPTS: QUICK_START,
    PYSPARK_PYTHON: python,
    PYTHONPATH: join(ROOT, 'spark'),
    PATH: `${join(VENV, 'bin')}:${process.env.PATH}`,
  };
}

function refuseWithoutSpark(): void {
  if (!existsSync(join(VENV, 'bin/spark-submit'))) {
    throw new Error(`PySpark is missing: python3 -m venv ${VENV} && ${VENV}/bin/pip install ./spark`);
  }
  const java = process.env.JAVA_HOME === undefined ? 'java' : join(process.env.JAVA_HOME, 'bin/java');
  if (spawnSync(java, ['-version']).status !== 0) {
    throw new Error('Java is missing: Spark needs a Java 17 (Debian: openjdk-17-jre-headless)');
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // A process that ended meanwhile.
    return '';
  }
}

/** Whether a process descends from one of these. */
function isBelow(pid: number, ancestors: readonly number[]): boolean {
  for (let at = pid; at > 1; ) {
    at = Number(/^PPid:\s*(\d+)/m.exec(textOf(`/proc/${at}/status`))?.[1] ?? 0);
    if (ancestors.includes(at)) {
      return true;
    }
  }
  return false;
}
