import fc from 'fast-check';

/**
 * Every property draws the same cases on each run, so that a change alone makes a test fail. `npm run explore` draws others:
 * WSKTRACE_SEED is then the seed, which a failure prints.
 */
fc.configureGlobal({ seed: Number(process.env.WSKTRACE_SEED ?? 1) });
