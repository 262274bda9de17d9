#!/usr/bin/env node
import { keepCompiled } from './engine.ts';

keepCompiled();
// No await here: a single executable's modules are CommonJS, which has none at the top.
void main();

/** Loads the rest now that Node keeps what it compiles of it. */
async function main(): Promise<void> {
  const { runCommandLine } = await import('./command-line.ts');
  process.exitCode = await runCommandLine(process.argv.slice(2));
}
