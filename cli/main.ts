#!/usr/bin/env node
import { withCommand } from './default-command.ts';
import { keepGarbageYoung } from './flags.ts';
import { needsGuard } from './guard/needs-guard.ts';
import { processTerminal } from './streams.ts';

keepGarbageYoung();
// No await here: a single executable's modules are CommonJS, which has none at the top.
void main(withCommand(process.argv.slice(2)));

async function main(argv: readonly string[]): Promise<void> {
  // What the other way needs is not loaded.
  if (needsGuard(argv)) {
    const { runGuarded } = await import('./guard/guard.ts');
    process.exitCode = await runGuarded(argv, await processTerminal());
  } else {
    const { run } = await import('./program.ts');
    process.exitCode = await run(argv, await processTerminal());
  }
}
