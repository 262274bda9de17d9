import { withCommand } from './default-command.ts';
import { needsGuard } from './guard/needs-guard.ts';
import { processTerminal } from './streams.ts';

/**
 * Runs what a command line asks for. What the other way needs is not loaded.
 * @returns the exit code
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const argv = withCommand(args);
  if (needsGuard(argv)) {
    const { runGuarded } = await import('./guard/guard.ts');
    return await runGuarded(argv, await processTerminal());
  }
  const { run } = await import('./program.ts');
  return await run(argv, await processTerminal());
}
