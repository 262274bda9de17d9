import { createRequire } from 'node:module';

/** A module with machine code of its own, which no single executable can hold, from `node_modules` beside it or above. */
export function requireBeside(library: string): unknown {
  return createRequire(process.execPath)(library);
}
