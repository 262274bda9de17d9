import type { Command } from 'commander';

/** What a shell completes of a command line. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
}

export interface CompletedOption {
  /** As `--json`. */
  readonly long: string;
  /** As `-o`, where there is one. */
  readonly short: string | null;
  readonly summary: string;
  readonly takesValue: boolean;
  /** Values that it takes; of others, files are offered. */
  readonly choices: readonly string[];
}

export function completedCommand(command: Command): CompletedCommand {
  return {
    name: command.name(),
    summary: command.description(),
    options: command.options
      .filter(({ long }) => long != null)
      .map(({ long, short, description, required, optional, argChoices }) => ({
        long: long!,
        short: short ?? null,
        summary: description,
        takesValue: required || optional,
        choices: argChoices ?? [],
      })),
  };
}
