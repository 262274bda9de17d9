#!/usr/bin/env node
import { run } from './program.ts';
import { processTerminal } from './streams.ts';

process.exitCode = await run(process.argv.slice(2), await processTerminal());
