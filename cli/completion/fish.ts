import type { CompletedCommand } from './model.ts';

/** For ~/.config/fish/completions/wsktrace.fish. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, summary, options }) => [
    `complete -c wsktrace -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ...options.map(({ long, short, summary: told, takesValue, choices }) =>
      [
        `complete -c wsktrace -n ${quoted(`__fish_seen_subcommand_from ${name}`)} -l ${long.replace(/^--/, '')}`,
        ...(short === null ? [] : [`-s ${short.replace(/^-/, '')}`]),
        ...(takesValue ? ['-r'] : []),
        ...(choices.length > 0 ? [`-f -a ${quoted(choices.join(' '))}`] : []),
        `-d ${quoted(told)}`,
      ].join(' '),
    ),
  ]);
  return `# fish completion for wsktrace: wsktrace completion fish > ~/.config/fish/completions/wsktrace.fish\n${lines.join('\n')}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
