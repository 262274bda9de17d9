import { type ChildProcess, spawn } from 'node:child_process';
import type { Program } from './build.ts';

/** What points a run's record lists. */
export const Listed = { None: 0, Answers: 1, All: 2 } as const;
export type Listed = (typeof Listed)[keyof typeof Listed];

/** A run as its process left it. */
export interface RawRun {
  readonly exitCode: number;
  /** Number of the signal that ended it, or 0. */
  readonly signal: number;
  readonly record: string;
  readonly stderr: string;
  readonly trace: Uint8Array;
}

const SANITIZER_OPTIONS = {
  ASAN_OPTIONS: 'detect_leaks=0:detect_stack_use_after_return=1:abort_on_error=0:exitcode=99:log_to_syslog=0',
  UBSAN_OPTIONS: 'print_stacktrace=1',
};

/** A process that is loaded and warm, and forks one run after the other. */
export class Server {
  readonly #child: ChildProcess;
  #pieces: Buffer[] = [];
  #length = 0;
  #wanted: { bytes: number; resolve: () => void } | null = null;
  #ended: Error | null = null;
  #stderr = '';

  constructor(program: Program, parameters: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(program.path, [program.siteFile, 'serve', ...parameters], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...SANITIZER_OPTIONS, ...env },
    });
    this.#child.stdout!.on('data', (piece: Buffer) => {
      this.#pieces.push(piece);
      this.#length += piece.length;
      this.#deliver();
    });
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.#child.stdin!.on('error', () => {}); // told by its end
    this.#child.on('error', (error) => this.#end(error));
    this.#child.on('close', (code, signal) =>
      this.#end(new Error(`the lab’s own process ended (${signal ?? code}): ${this.#stderr.trim()}`)),
    );
  }

  /** @param script deviations as the harness reads them, or "" */
  async run(script: string, listed: Listed): Promise<RawRun> {
    this.#child.stdin!.write(`r ${listed} ${script === '' ? '-' : script}\n`);
    const [, exitCode, signal, record, stderr, trace] = (await this.#line()).split(' ').map(Number);
    const bytes = await this.#take(record! + stderr! + trace!);
    return {
      exitCode: exitCode!,
      signal: signal!,
      record: bytes.toString('utf8', 0, record!),
      stderr: bytes.toString('utf8', record!, record! + stderr!),
      trace: bytes.subarray(record! + stderr!),
    };
  }

  close(): void {
    this.#child.stdin!.end();
  }

  #end(error: Error): void {
    this.#ended ??= error;
    this.#deliver();
  }

  #deliver(): void {
    if (this.#wanted !== null && (this.#length >= this.#wanted.bytes || this.#ended !== null)) {
      this.#wanted.resolve();
      this.#wanted = null;
    }
  }

  async #take(bytes: number): Promise<Buffer> {
    while (this.#length < bytes) {
      if (this.#ended !== null) {
        throw this.#ended;
      }
      await new Promise<void>((resolve) => {
        this.#wanted = { bytes, resolve };
      });
    }
    const all = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces);
    this.#pieces = bytes === all.length ? [] : [all.subarray(bytes)];
    this.#length = all.length - bytes;
    return all.subarray(0, bytes);
  }

  async #line(): Promise<string> {
    let text = '';
    for (;;) {
      const byte = (await this.#take(1))[0]!;
      if (byte === 0x0a) {
        return text;
      }
      text += String.fromCharCode(byte);
    }
  }
}
