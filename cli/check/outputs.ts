import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { writeFile } from '../../lib/output/index.ts';
import { didYouMean } from '../../lib/syntax/index.ts';
import { STANDARD } from '../files/standard-streams.ts';
import type { Terminal } from '../terminal.ts';

/** One thing to write: a format, and the file that takes it; null: stdout. */
export interface Output<Format extends string> {
  readonly format: Format;
  readonly file: string | null;
}

/** Reads `--format NAME=FILE,NAME`, which may be repeated; a comma inside a file's name has to be given alone. */
export function parseOutputs<Format extends string>(formats: readonly Format[]) {
  return (text: string, before: readonly Output<Format>[] = []): Output<Format>[] => {
    const outputs = text.split(',').map((part) => {
      const [, name = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(part.trim()) ?? [];
      const format = formats.find((known) => known === name);
      if (format === undefined) {
        throw new InvalidArgumentError(`No format is called ${name}${didYouMean(name, formats)}`);
      }
      if (file === '') {
        throw new InvalidArgumentError(`${name}= lacks its file.`);
      }
      return { format, file: file === undefined || file === STANDARD ? null : file };
    });
    const all = [...before, ...outputs];
    for (const one of all) {
      const first = all.find(
        ({ file }) => file !== null && one.file !== null && resolve(file) === resolve(one.file),
      );
      if (first !== undefined && first !== one) {
        throw new InvalidArgumentError(`${first.format} and ${one.format} can’t both go to ${one.file}.`);
      }
    }
    // GitHub's annotations are lines of the log; everything else would spoil what stands beside it.
    const toStdout = all.filter(({ format, file }) => file === null && format !== 'github');
    if (toStdout.length > 1) {
      const names = toStdout.map(({ format }) => format).join(' and ');
      throw new InvalidArgumentError(`Only one can go to stdout, not ${names}: write NAME=FILE.`);
    }
    return all;
  };
}

/** The files that outputs go to. */
export function outputFiles(outputs: readonly Output<string>[] = []): string[] {
  return outputs.flatMap(({ file }) => (file === null ? [] : [file]));
}

/**
 * Writes a result in every format asked for, and as text to the terminal unless another format goes there.
 * @param text the result for this terminal
 */
export function writeOutputs<Format extends string, Result>(
  result: Result,
  outputs: readonly Output<Format>[],
  reporters: Readonly<Record<Format, (result: Result) => string>>,
  text: () => string,
  terminal: Terminal,
): void {
  for (const { format, file } of outputs) {
    if (file !== null) {
      writeFile(file, reporters[format](result));
    }
  }
  const toStdout = outputs.filter(({ file }) => file === null).map(({ format }) => format);
  if (toStdout.every((format) => format === 'github' || format === 'text')) {
    terminal.out(text());
  }
  for (const format of toStdout) {
    if (format !== 'text') {
      terminal.data(reporters[format](result));
    }
  }
}
