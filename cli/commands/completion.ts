import { Argument, Command } from 'commander';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { type CompletedCommand, completedCommand } from '../completion/model.ts';
import { powershellScript } from '../completion/powershell.ts';
import { zshScript } from '../completion/zsh.ts';
import type { Terminal } from '../terminal.ts';

const SCRIPTS: Readonly<Record<string, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

export function completionCommand(terminal: Terminal): Command {
  return new Command('completion')
    .addArgument(new Argument('<shell>', 'the shell that is to complete').choices(Object.keys(SCRIPTS)))
    .addHelpText(
      'after',
      '\nExamples:\n  source <(wsktrace completion bash)\n  wsktrace completion zsh > ~/.zsh/completions/_wsktrace' +
        '\n  wsktrace completion fish > ~/.config/fish/completions/wsktrace.fish' +
        '\n  wsktrace completion powershell | Out-String | Invoke-Expression',
    )
    .action(async (shell: string) => {
      const { COMMANDS } = await import('./index.ts');
      const commands = await Promise.all(
        COMMANDS.map(async ({ load, summary }) =>
          completedCommand((await load())(terminal).description(summary)),
        ),
      );
      terminal.data(SCRIPTS[shell]!(commands));
    });
}
